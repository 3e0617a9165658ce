/** The commands a person can paste into a terminal to create a function at `url` and call it. */
export function quickStart(url: string): { create: string; call: string } {
  const body = JSON.stringify({
    name: 'hello-world',
    route: '/api/hello',
    methods: ['GET', 'POST'],
    code: 'function handler(request) { return { message: "Hello!" }; }',
  });
  return {
    create: [`curl -X POST ${url}/api/functions \\`, `  -H "Content-Type: application/json" \\`, `  -d '${body}'`].join(
      '\n',
    ),
    call: `curl ${url}/fn/api/hello`,
  };
}
