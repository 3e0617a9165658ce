import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { shellContract } from '../src/contract/shell.ts';
import { lengthOf } from '../tests/safety/case-count.ts';
import { countCases } from './fixtures/count-cases.ts';
import { callHttp } from './fixtures/http.ts';
import { expectNoNode, expectNoPermissions, expectOnlyThePage, expectPolicy } from './fixtures/locked-page.ts';
import { testInOneStudio } from './fixtures/test-in-one-studio.ts';
import { expect, test as inOwnStudio } from './fixtures/test.ts';

const test = testInOneStudio();
// What is tried here is meant to be refused, and the page is told so on its console.
test.use({ complaintsExpected: true });

test('the page is sandboxed, isolated and without Node', { tag: '@g18' }, async ({ studio }, testInfo) => {
  const preferences = await studio.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Electron.WebPreferences;
    };
    return { ...contents.getLastWebPreferences() } as Record<string, unknown>;
  });
  // What Electron's security checklist asks for; https://www.electronjs.org/docs/latest/tutorial/security
  const asked = {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    plugins: false,
  };
  const set = Object.fromEntries(Object.keys(asked).map((name) => [name, preferences[name] ?? false]));
  expect(set).toEqual(asked);
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
  countCases(testInfo, Object.keys(asked).length + 1 + (await expectNoNode(studio.window)));
});

test('the page comes with a strict content security policy', { tag: '@g18' }, async ({ studio }, testInfo) => {
  countCases(testInfo, await expectPolicy(studio.window));
});

test('the page cannot leave, open windows or embed others', { tag: '@g18' }, async ({ studio }, testInfo) => {
  const { app } = studio;
  const prevented = await app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    if (contents === undefined) throw new Error('there is no page');
    const answers: boolean[] = [];
    contents.on('will-frame-navigate', (event) => answers.push(event.defaultPrevented));
    const addresses = ['https://example.com/', 'nexo://other/', 'file:///etc/passwd', 'data:text/html,hi', 'blob:x'];
    for (const address of addresses) {
      await contents.executeJavaScript(`location.assign(${JSON.stringify(address)})`).catch(() => {});
    }
    await contents.executeJavaScript(`location.assign('javascript:document.write(1)')`);
    await contents.executeJavaScript(`document.body.append(document.createElement('webview'))`);
    const opened: unknown = await contents.executeJavaScript(`open('https://example.com/')`);
    return { answers, opened, urls: webContents.getAllWebContents().map((one) => one.getURL()) };
  });
  expect(prevented.answers.length).toBeGreaterThan(0);
  expect(prevented).toEqual({ answers: prevented.answers.map(() => true), opened: null, urls: ['nexo://app/'] });
  countCases(testInfo, prevented.answers.length + 2);
});

test('permissions are denied', { tag: '@g18' }, async ({ studio }, testInfo) => {
  countCases(testInfo, await expectNoPermissions(studio.window));
});

test('the app scheme serves the built page and nothing else', { tag: '@g18' }, async ({ studio }, testInfo) => {
  countCases(testInfo, await expectOnlyThePage(studio.window));
});

test('a frame that is not ours gets no port', { tag: '@g15' }, async ({ studio }, testInfo) => {
  const closed = await studio.app.evaluate(async ({ ipcMain, MessageChannelMain }) => {
    const main = { origin: 'nexo://app' };
    const senders = [
      { senderFrame: { origin: 'https://evil.example' }, asMain: true },
      { senderFrame: { origin: 'null' }, asMain: true },
      { senderFrame: { origin: 'nexo://preview' }, asMain: true },
      { senderFrame: { origin: 'nexo://app.evil.example' }, asMain: true },
      { senderFrame: { origin: 'nexo://app' }, asMain: false },
      { senderFrame: null, asMain: false },
    ];
    const ends = [];
    for (const { senderFrame, asMain } of senders) {
      for (const target of ['engine', 'shell']) {
        const { port1, port2 } = new MessageChannelMain();
        const ended = new Promise<string>((resolve) => port1.once('close', () => resolve('closed')));
        port1.start();
        const event = { ports: [port2], senderFrame, sender: { mainFrame: asMain ? senderFrame : main } };
        ipcMain.emit('nexo:connect', event, { type: 'nexo:connect', target });
        ends.push(await ended);
      }
    }
    return ends;
  });
  expect(closed).toEqual(Array.from({ length: 12 }, () => 'closed'));
  countCases(testInfo, closed.length);
});

inOwnStudio(
  'what no client would send through a port is refused, and harms nothing',
  { tag: '@g15' },
  async ({ studio }, testInfo) => {
    testInfo.setTimeout(lengthOf({ short: 90_000, full: 600_000 }));
    const procedures = Object.entries(shellContract).flatMap(([noun, verbs]) =>
      // Without input, so that dialogs would open.
      Object.keys(verbs)
        .map((verb) => `/${noun}/${verb}`)
        .filter((url) => !/choose/i.test(url)),
    );
    // A hundred messages to each of ten ports: of any procedure in CI, before a release of each in turn.
    const each = lengthOf({ short: [procedures], full: procedures.map((url) => [url]) });
    const fuzz = async (urls: string[]): Promise<number> => {
      let state = 20_261_127;
      const random = (below: number): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state % below;
      };
      const odd = (): unknown => {
        const values = [
          null,
          true,
          -1,
          1e308,
          '',
          'x'.repeat(1_000),
          '__proto__',
          '../..',
          '/etc/passwd',
          'javascript:1',
          [],
          {},
        ];
        const keys = ['url', 'path', 'folder', 'name', 'port', 'theme', 'value', 'zip', '__proto__', 'toString'];
        if (random(3) > 0) return values[random(values.length)];
        return Object.fromEntries(
          Array.from({ length: 3 }, () => [keys[random(keys.length)], values[random(values.length)]]),
        );
      };
      const frames: ((id: number) => unknown)[] = [
        (i) => JSON.stringify({ i: `${i}`, p: { u: urls[random(urls.length)], b: { json: odd() } } }),
        (i) => JSON.stringify({ i: `${i}`, p: { u: urls[random(urls.length)], b: odd(), h: odd(), m: 'GET' } }),
        (i) => JSON.stringify({ i, t: random(9), p: odd() }),
        () => JSON.stringify(odd()),
        () =>
          ['', '{', 'null', '[]', '\0', '{"i":"1"}', '{"i":"1","p":{"u":7}}', '{"i":"1","p":{"u":"//"}}'][random(8)],
        () => odd(),
        () => new ArrayBuffer(random(64)),
        () => new Uint8Array(random(64)).fill(random(256)),
        () => new Map([[1, new Date()]]),
        () => new Blob(['x']),
      ];
      const targets = urls.length === 1 ? ['shell'] : ['shell', 'engine', 'nothing', '__proto__'];
      let count = 0;
      for (const target of targets) {
        for (let round = 0; round < 10; round++) {
          const { port1, port2 } = new MessageChannel();
          window.postMessage({ type: 'nexo:connect', target }, window.location.origin, [port2]);
          port1.start();
          for (let id = 0; id < 100; id++, count++) port1.postMessage(frames[random(frames.length)]?.(id));
          port1.close();
        }
      }
      return count;
    };
    let sent = 0;
    for (const urls of each) sent += await studio.window.evaluate(fuzz, urls);
    countCases(testInfo, sent);
    // Among what was sent is a start of the engine anew, at another port.
    const health = async (): Promise<number> =>
      callHttp(`${await studio.url()}/health`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(health, { timeout: lengthOf({ short: 60_000, full: 300_000 }) }).toBe(200);
    await studio.window
      .getByRole('contentinfo')
      .getByText(/^127\.0\.0\.1:\d+$/)
      .waitFor();
    const alive = await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect(alive).toBe(1);
  },
);

test('the built page names no address on the network', { tag: '@g18' }, async () => {
  const page = await readFile(path.join(import.meta.dirname, '../out/renderer/index.html'), 'utf8');
  expect(page).not.toMatch(/https?:\/\//);
});
