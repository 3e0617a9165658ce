// A small JSON API: GET lists the tasks, POST adds one and says clearly what is wrong with a bad one.
// Try: curl -X POST <url> -H 'content-type: application/json' -d '{"title":"Buy milk"}'

interface Task {
  id: number;
  title: string;
  done: boolean;
}

// Lives as long as this version of the function stays loaded. Save the function and the list is empty again.
const tasks: Task[] = [];

export default {
  async fetch(request: Request): Promise<Response> {
    switch (request.method) {
      case 'GET':
        return Response.json(tasks);
      case 'POST':
        return addTask(request);
      default:
        return problem(405, `${request.method} is not supported here`);
    }
  },
};

async function addTask(request: Request): Promise<Response> {
  let input: unknown;
  try {
    input = await request.json();
  } catch {
    return problem(400, 'The body is not JSON');
  }

  // Never trust what comes from outside: check it before using it.
  const title = (input as { title?: unknown } | null)?.title;
  if (typeof title !== 'string' || title.trim() === '') {
    return problem(422, '"title" must be a text that is not empty');
  }

  const task: Task = { id: tasks.length + 1, title: title.trim(), done: false };
  tasks.push(task);
  return Response.json(task, { status: 201 });
}

function problem(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
