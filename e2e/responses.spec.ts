import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { seedFunctions } from './fixtures/seed-functions.ts';
import { testInOneStudio } from './fixtures/test-in-one-studio.ts';
import { expect } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

const functions = [
  {
    name: 'ticks',
    route: '/ticks',
    code: `export default { fetch() {
  let n = 0;
  return new Response(new ReadableStream({
    async pull(controller) {
      if (n > 0) await new Promise((resolve) => setTimeout(resolve, 100));
      controller.enqueue(new TextEncoder().encode('tick ' + ++n + '\\n'));
    },
  }), { headers: { 'content-type': 'text/plain' } });
} };
`,
  },
  {
    name: 'page',
    route: '/page',
    code: `export default { fetch: (request) => {
  const items = Array.from({ length: 200 }, (_, id) => ({ id, name: 'item ' + id }));
  const url = new URL(request.url);
  if (url.search === '?json') return Response.json({ page: 1, items });
  if (url.search === '?big') return new Response('x'.repeat(3_000_000), { headers: { 'content-type': 'text/plain' } });
  const script = '<script>document.body.textContent = "scripted " + origin; fetch("https://example.com")</' + 'script>';
  return new Response('<h1 style="color: teal">Hello</h1>' + script, { headers: { 'content-type': 'text/html' } });
} };
`,
  },
];

const test = testInOneStudio((workspace) => seedFunctions(workspace, functions));

test('a stream is shown chunk by chunk, and keeps what came when it is stopped', async ({ studio }) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('ticks');
  const editor = new Editor(studio, 'ticks');
  await expect(editor.lines).toContainText('ReadableStream');
  await editor.run();
  const stream = editor.response.getByRole('region', { name: 'What has come so far' });
  await expect(stream.getByRole('list', { name: 'Chunks' })).toContainText('tick 3');
  await editor.response.getByRole('button', { name: 'Stop' }).click();
  await expect(editor.response).toContainText('The run was cancelled');
  await editor.response.getByRole('tab', { name: 'Chunks' }).click();
  await expect(editor.response.getByRole('list', { name: 'Chunks' })).toContainText('tick 2');
});

// The page tries what its sandbox refuses, and the console says so.
test.describe('bodies', () => {
  test.use({ complaintsExpected: true });

  test('a page is seen without its scripts, JSON is folded and searched, answers are compared and saved', async ({
    studio,
    userData,
  }) => {
    const { window, app } = studio;
    await new FunctionsScreen(window).openFunction('page');
    const editor = new Editor(studio, 'page');
    await expect(editor.lines).toContainText('items');
    await editor.run();
    const page = editor.response.frameLocator('iframe[title="The page the function answered"]');
    await expect(page.getByRole('heading', { name: 'Hello' })).toBeVisible();

    // With its scripts it is somewhere else: not the app, and nobody.
    await editor.response.getByRole('switch', { name: 'Run its scripts' }).click();
    await expect(editor.response.getByRole('status').filter({ hasText: 'Its scripts run' })).toBeVisible();
    await expect(page.getByText('scripted null')).toBeVisible();
    const frame = window.frames().find((each) => each.url() === 'nexo://preview/');
    expect(await frame?.evaluate(reachOfPage)).toEqual({
      network: 'refused',
      app: 'refused',
      storage: 'refused',
      window: 'refused',
      popup: 'refused',
      node: [],
    });
    await editor.response.getByRole('switch', { name: 'Run its scripts' }).click();
    await expect(page.getByRole('heading', { name: 'Hello' })).toBeVisible();

    const request = window.getByRole('region', { name: 'Request' });
    await request.getByRole('textbox', { name: 'Path and query' }).fill('/page?json');
    await editor.run();
    await expect(editor.response).toContainText('"page": 1');
    await editor.response.getByRole('button', { name: 'Fold line 3' }).click();
    await expect(editor.response).not.toContainText('"item 1"');
    await editor.response.getByRole('searchbox', { name: 'Search' }).fill('item 150');
    await expect(editor.response).toContainText('"item 150"');
    await expect(editor.response.getByText('1 of 1')).toBeVisible();
    await editor.response.getByRole('button', { name: 'Compare with the answer before' }).click();
    await expect(window.getByRole('dialog')).toContainText('content-type: text/html');
    await window.keyboard.press('Escape');

    await request.getByRole('textbox', { name: 'Path and query' }).fill('/page?big');
    await editor.run();
    await expect(editor.response).toContainText('of 2.9 MB are shown');
    const file = path.join(userData, 'saved.txt');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await editor.response.getByRole('button', { name: 'Save the body to a file' }).click();
    await expect(window.getByText(`Saved to ${file}`, { exact: true })).toBeVisible();
    expect((await readFile(file, 'utf8')).length).toBe(3_000_000);
  });
});

/** Runs in the page: what of all it might like to reach it does reach. */
async function reachOfPage() {
  const tried = async (act: () => unknown): Promise<unknown> => {
    try {
      return (await act()) === null ? 'refused' : 'reached';
    } catch {
      return 'refused';
    }
  };
  return {
    network: await tried(() => fetch('https://example.com/')),
    app: await tried(() => fetch('nexo://app/')),
    storage: await tried(() => localStorage.length),
    window: await tried(() => parent.document.title),
    popup: await tried(() => open('https://example.com/')),
    node: ['require', 'process', 'ipcRenderer'].filter((name) => name in globalThis),
  };
}
