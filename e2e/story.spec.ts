import { callHttp, postJson } from './fixtures/http.ts';
import { expect, test } from './fixtures/test.ts';
import { createFunction } from './screens/create-function.ts';
import { Editor } from './screens/editor.ts';
import { Frame } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const greet = `function handler(request) {
  console.log('greeting', request.method);
  return Response.json({ message: 'Hello from the studio!' }, { headers: { 'x-greeting': 'yes' } });
}
`;
const spin = `function handler() {
  while (true) {}
}
`;

test('write a function, run it, save it, call it, stop it, and find it again', async ({ launch }) => {
  const studio = await launch();
  const { window } = studio;
  const url = await studio.url();
  const frame = new Frame(window);

  await test.step('create a function from a template', async () => {
    await frame.newFunction.click();
    await createFunction(window, { name: 'greeter' });
    expect((await callHttp(`${url}/fn/greeter`)).status).toBe(200);
  });

  const greeter = new Editor(studio, 'greeter');
  await test.step('run the unsaved text with Ctrl+Enter', async () => {
    await greeter.replaceCode(greet);
    await expect(greeter.savedState).toHaveText(/Unsaved/);
    await greeter.run();
    await expect(greeter.summary).toContainText('200');
    for (const limit of ['CPU', 'Time', 'Heap'] as const) {
      await expect(greeter.used(limit)).toHaveAttribute('aria-valuetext', / of /);
    }
    await expect(greeter.summary).toContainText('unsaved text');
    await expect(greeter.response).toContainText('Hello from the studio!');
    await greeter.showResponse('Headers');
    await expect(greeter.response).toContainText('x-greeting');
    await greeter.showResponse('Logs');
    await expect(greeter.response).toContainText('greeting GET');
  });

  await test.step('the gateway serves the old text until it is saved, and the new one at once after', async () => {
    expect((await callHttp(`${url}/fn/greeter`)).body).not.toContain('Hello from the studio!');
    await greeter.save();
    const answer = await callHttp(`${url}/fn/greeter?from=terminal`);
    expect(answer).toMatchObject({ status: 200, body: '{"message":"Hello from the studio!"}' });
    expect(answer.headers).toMatchObject({ 'x-greeting': 'yes', 'x-nexo-function': 'greeter' });
  });

  await test.step('a call from a terminal appears live', async () => {
    await expect(greeter.calls.filter({ hasText: '/greeter?from=terminal' })).toContainText('200');
  });

  const spinner = new Editor(studio, 'spinner');
  await test.step('an endless loop is stopped at its CPU limit, at its line, while others answer', async () => {
    await frame.newFunction.click();
    await createFunction(window, { name: 'spinner' });
    await spinner.replaceCode(spin);
    await spinner.save();
    await spinner.run();
    const [other, stopped] = await Promise.all([callHttp(`${url}/fn/greeter`), callHttp(`${url}/fn/spinner`)]);
    expect(other.status).toBe(200);
    expect(JSON.parse(stopped.body)).toMatchObject({ error: { code: 'CPU_LIMIT' } });
    expect(stopped.status).toBe(500);
    const card = spinner.response.getByRole('alert', { name: /CPU limit 50 ms/ });
    await expect(card).toContainText('CPU_LIMIT');
    await expect(card.getByRole('button', { name: 'Go to line 2' })).toBeVisible();
    await expect(spinner.calls.filter({ hasText: 'CPU_LIMIT' }).first()).toBeVisible();
  });

  await test.step('after closing and opening again everything is there and nothing runs', async () => {
    await spinner.replaceCode(`// kept, though not saved\n${spin}`);
    await expect(spinner.savedState).toHaveText(/Unsaved/);
    await studio.close();
    const again = await launch();
    const newUrl = await again.url();
    const functions = new FunctionsScreen(again.window);
    await functions.open();
    await expect(functions.rows).toHaveCount(2);
    await expect(functions.row('spinner')).toContainText('Not called');
    const stats = JSON.parse((await callHttp(`${newUrl}/stats`)).body) as { requests: number };
    expect(stats.requests).toBe(0);
    await functions.openFunction('spinner');
    await expect(new Editor(again, 'spinner').lines).toContainText('kept, though not saved');
    expect((await callHttp(`${newUrl}/fn/greeter`)).body).toBe('{"message":"Hello from the studio!"}');
  });
});

test('a function created from a terminal is in the app at once', async ({ studio }) => {
  const url = await studio.url();
  const functions = new FunctionsScreen(studio.window);
  await functions.open();
  const created = await postJson(`${url}/api/functions`, {
    name: 'hello-world',
    route: '/api/hello',
    methods: ['GET', 'POST'],
    code: 'function handler(request) { return { message: "Hello!" }; }',
  });
  expect(created.status).toBe(201);
  await expect(functions.row('hello-world')).toContainText('/api/hello');
  expect((await callHttp(`${url}/fn/api/hello`)).body).toBe('{"message":"Hello!"}');
  await expect(functions.row('hello-world')).toContainText('200');
});
