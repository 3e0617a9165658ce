import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import type { Page } from '@playwright/test';

import { type Browser, launchBrowser } from './fixtures/browser.ts';
import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { type Server, startServer } from './fixtures/server.ts';
import { expect, test as base } from './fixtures/test.ts';
import { CallsList } from './screens/calls.ts';
import { Editor } from './screens/editor.ts';
import { Frame } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const hello = "function handler() {\n  console.log('asked');\n  return 'hello';\n}\n";

const test = base.extend<{ server: Server; browserWindow: Browser }>({
  server: async ({ workspace, userData }, use) => {
    await seedFunctions(workspace, [{ name: 'hello', route: '/hello', code: hello }]);
    const secrets = path.join(userData, 'secrets.env');
    await writeFile(secrets, 'API_KEY=never-shown\n', { mode: 0o600 });
    const server = await startServer(workspace, '--secrets', secrets);
    await use(server);
    if (server.child.exitCode === null) expect(await server.stop()).toBe(0);
  },
  browserWindow: async ({ complaintsExpected }, use) => {
    const browser = await launchBrowser();
    await use(browser);
    await browser.close();
    // While the server is gone nothing can be reached, which the browser tells.
    const serious = browser.complaints.filter((text) => !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(text));
    if (!complaintsExpected) expect(serious).toEqual([]);
  },
});

async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Skip' }).last().click();
  await expect(new Frame(page).engineLamp).toHaveText('Running');
}

test('in a browser: a function is edited, saved, called and its call looked into; the server ends and comes back', async ({
  server,
  browserWindow: browser,
  workspace,
}) => {
  test.setTimeout(180_000);
  const { window } = browser;

  await test.step('the token is gone from the address', async () => {
    await enter(window, server.link);
    expect(server.link).toMatch(/#token=[0-9a-f]{64}$/);
    expect(window.url()).toBe(new URL('/', server.link).href);
  });

  await test.step('a function is edited, run and saved', async () => {
    await new FunctionsScreen(window).openFunction('hello');
    const editor = new Editor(browser, 'hello');
    await editor.replaceCode(hello.replace("'hello'", "'from a browser'"));
    await editor.run();
    await expect(editor.response).toContainText('from a browser');
    await editor.save();
    expect((await callHttp(`${server.gateway}/fn/hello`)).body).toContain('from a browser');
    if (process.env['NEXO_LOOK']) await window.screenshot({ path: `${process.env['NEXO_LOOK']}-editor.png` });
  });

  await test.step('the call is there, with its log', async () => {
    await new Frame(window).open('Calls');
    const calls = new CallsList(window);
    await calls.filter.fill('');
    await expect(calls.rows.first()).toContainText('/hello');
    await calls.rows.first().click();
    await calls.showTab('Logs');
    await expect(calls.details).toContainText('asked');
  });

  await test.step('a bundle is exported, proved, and downloaded as a zip', async () => {
    await new Frame(window).command('Export…');
    const dialog = window.getByRole('dialog', { name: 'Export' });
    await expect(dialog.getByRole('region', { name: 'What is different there' })).toBeVisible();
    await dialog.getByRole('checkbox', { name: 'Cloudflare Workers' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Node.js' }).check();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const result = dialog.getByRole('region', { name: 'Node.js' });
    await expect(result.getByText('The bundle is made, and answers as here.')).toBeVisible({ timeout: 60_000 });
    await expect(result.getByRole('button', { name: /as a folder/ })).toHaveCount(0);
    const download = browser.app.evaluate(
      ({ session }) =>
        new Promise<string>((resolve) => {
          session.defaultSession.once('will-download', (event, item) => {
            event.preventDefault();
            resolve(item.getFilename());
          });
        }),
    );
    await result.getByRole('button', { name: /as a zip/ }).click();
    expect(await download).toBe('hello-node.zip');
    await dialog.getByRole('button', { name: 'Close' }).first().click();
  });

  await test.step('what only the desktop app can do is named, not offered', async () => {
    await window.getByRole('button', { name: /^Workspace:/ }).click();
    await expect(window.getByRole('menuitem', { name: 'Another folder: in the desktop app' })).toBeDisabled();
    await expect(window.getByRole('menuitem', { name: 'Show in file manager' })).toBeDisabled();
    await window.keyboard.press('Escape');
    await new Frame(window).open('Settings');
    await expect(window.getByText('Only the desktop app can:')).toBeVisible();
    await expect(window.getByText('This server has no key store.')).toBeVisible();
    await expect(window.getByRole('listitem').filter({ hasText: 'API_KEY' })).toContainText('given at the start');
    expect(await window.content()).not.toContain('never-shown');
    if (process.env['NEXO_LOOK']) await window.screenshot({ path: `${process.env['NEXO_LOOK']}-settings.png` });
  });

  await test.step('while the server is gone the page says so, and it comes back by itself', async () => {
    const port = new URL(server.gateway).port;
    const consolePort = new URL(server.link).port;
    expect(await server.stop()).toBe(0);
    await expect(window.getByText('The server does not answer.')).toBeVisible();
    const again = await startServer(
      workspace,
      '--addr',
      `127.0.0.1:${port}`,
      '--console-addr',
      `127.0.0.1:${consolePort}`,
    );
    await expect(new Frame(window).engineLamp).toHaveText('Running');
    await expect(window.getByText('The server does not answer.')).toHaveCount(0);
    await new FunctionsScreen(window).openFunction('hello');
    await expect(new Editor(browser, 'hello').lines).toContainText('from a browser');
    expect(await again.stop()).toBe(0);
  });
});

test.describe('strangers', () => {
  test.use({ complaintsExpected: true });

  test('a wrong token is refused, the right one may be typed', async ({ server, browserWindow: browser }) => {
    const { window } = browser;
    const { origin, hash } = new URL(server.link);
    await window.goto(`${origin}/#token=wrong`);
    const token = window.getByLabel('Token');
    await expect(window.getByText('The server did not take this token.')).toBeVisible();
    if (process.env['NEXO_LOOK']) await window.screenshot({ path: `${process.env['NEXO_LOOK']}-sign-in.png` });
    await token.fill(hash.replace('#token=', ''));
    await window.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(window.getByRole('dialog')).toContainText('functions');
  });

  test('pages of another origin and of functions can do nothing', async ({ server, browserWindow: browser }) => {
    const { window } = browser;
    const { origin } = new URL(server.link);
    await enter(window, server.link);
    // One of another server of this machine, and one that a function answers.
    const page = '<!doctype html><title>stranger</title>';
    const other = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await callHttp(`${server.gateway}/api/functions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'page',
        route: '/page',
        code: `function handler() { return new Response(${JSON.stringify(page)}, { headers: { 'content-type': 'text/html' } }); }`,
      }),
    });
    for (const stranger of [`http://127.0.0.1:${port}/`, `${server.gateway}/fn/page`]) {
      await window.goto(stranger);
      expect(await window.evaluate(tryEverything, origin)).toEqual({
        kept: null,
        fetched: 'refused',
        posted: 'refused',
        socket: 'closed',
        framed: 'nothing',
        script: 'refused',
      });
    }
    other.close();
    const { body } = await callHttp(`${server.gateway}/api/functions`);
    expect((JSON.parse(body) as { id: string }[]).map(({ id }) => id).toSorted()).toEqual(['hello', 'page']);
  });
});

/** In the page of a stranger: what a page can try. */
async function tryEverything(target: string): Promise<object> {
  const attempt = (init: RequestInit) =>
    fetch(`${target}/session`, { credentials: 'include', ...init }).then(
      ({ status }) => (status === 200 ? 'let in' : 'refused'),
      () => 'refused',
    );
  const socket = await new Promise((resolve) => {
    const tried = new WebSocket(`${target.replace('http', 'ws')}/socket`, ['nexo.console']);
    tried.addEventListener('open', () => resolve('open'));
    tried.addEventListener('close', () => resolve('closed'));
  });
  const frame = document.createElement('iframe');
  const framed = await new Promise((resolve) => {
    frame.addEventListener('load', () => {
      try {
        resolve(frame.contentDocument?.title === 'Nexo Studio' ? 'framed' : 'nothing');
      } catch {
        resolve('nothing');
      }
    });
    frame.src = `${target}/`;
    document.body.append(frame);
  });
  const script = await new Promise((resolve) => {
    const tag = document.createElement('script');
    tag.addEventListener('load', () => resolve('loaded'));
    tag.addEventListener('error', () => resolve('refused'));
    tag.src = `${target}/licences.json`;
    document.body.append(tag);
  });
  return {
    kept: sessionStorage.getItem('nexo.token'),
    fetched: await attempt({}),
    posted: await attempt({ method: 'POST', mode: 'no-cors', body: '{}' }),
    socket,
    framed,
    script,
  };
}
