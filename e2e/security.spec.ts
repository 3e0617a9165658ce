import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { shellContract } from '../src/contract/shell.ts';
import { countCases } from './fixtures/count-cases.ts';
import { callHttp } from './fixtures/http.ts';
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
  const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', 'nexo', '__dirname'];
  const seen = await studio.window.evaluate((all) => all.filter((name) => name in globalThis), names);
  expect(seen).toEqual([]);
  countCases(testInfo, Object.keys(asked).length + 1 + names.length);
});

test('the page comes with a strict content security policy', { tag: '@g18' }, async ({ studio }, testInfo) => {
  const policy = await studio.window.evaluate(async () => {
    const response = await fetch('nexo://app/');
    return response.headers.get('content-security-policy');
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe-eval');

  const outcome = await studio.window.evaluate(async () => {
    const violations = new Set<string>();
    const allSeen = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.add(event.blockedURI === 'eval' ? 'eval' : event.effectiveDirective);
        if (violations.size === 4) resolve();
      });
    });
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="data:," onerror="window.pwned = 1">';
    const script = document.createElement('script');
    script.textContent = 'window.pwned = 2';
    document.body.append(holder, script);
    Reflect.apply(setTimeout, globalThis, ['window.pwned = 3']);
    const fetched = await fetch('http://127.0.0.1:1/').catch(() => 'refused');
    await allSeen;
    holder.remove();
    script.remove();
    return { fetched, pwned: 'pwned' in window, violations: [...violations].toSorted() };
  });
  expect(outcome).toEqual({
    fetched: 'refused',
    pwned: false,
    violations: ['connect-src', 'eval', 'script-src-attr', 'script-src-elem'],
  });
  countCases(testInfo, 9);
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
  const names = [
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'midi',
    'clipboard-read',
    'idle-detection',
    'local-fonts',
    'window-management',
    'storage-access',
    'payment-handler',
  ];
  const states = await studio.window.evaluate(async (all) => {
    const answers = await Promise.all(
      all.map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).catch(() => ({ state: 'denied' })),
      ),
    );
    return answers.map(({ state }, at) => [all[at], state]);
  }, names);
  expect(states.filter(([, state]) => state !== 'denied')).toEqual([]);
  countCases(testInfo, names.length + 1);
  expect(await studio.window.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('the app scheme serves the built page and nothing else', { tag: '@g18' }, async ({ studio }, testInfo) => {
  const paths = [
    '/../package.json',
    '/%2e%2e/main/index.js',
    '/..%2fmain%2findex.js',
    '/..%5cmain%5cindex.js',
    '/assets/../../main/index.js',
    '/%252e%252e/main/index.js',
    '/etc/passwd',
    '//etc/passwd',
    '/index.html%00.js',
    '/nothing.js',
  ];
  const statuses = await studio.window.evaluate(
    (all) =>
      Promise.all(
        all.map((url) =>
          fetch(`nexo://app${url}`).then(
            ({ status }) => status,
            () => 0,
          ),
        ),
      ),
    ['/', ...paths],
  );
  expect(statuses).toEqual([200, ...paths.map(() => 404)]);
  countCases(testInfo, statuses.length);
});

test('a frame that is not ours gets no port', { tag: '@g18' }, async ({ studio }) => {
  const closed = await studio.app.evaluate(({ ipcMain, MessageChannelMain }) => {
    const { port1, port2 } = new MessageChannelMain();
    const ended = new Promise<string>((resolve) => port1.once('close', () => resolve('closed')));
    port1.start();
    const frame = { origin: 'https://evil.example' };
    const event = { ports: [port2], senderFrame: frame, sender: { mainFrame: frame } };
    ipcMain.emit('nexo:connect', event, { type: 'nexo:connect', target: 'engine' });
    return ended;
  });
  expect(closed).toBe('closed');
});

inOwnStudio(
  'what no client would send through a port is refused, and harms nothing',
  { tag: '@g15' },
  async ({ studio }, testInfo) => {
    const procedures = Object.entries(shellContract).flatMap(([noun, verbs]) =>
      // Without input, so that a dialog would open.
      Object.keys(verbs)
        .map((verb) => `/${noun}/${verb}`)
        .filter((url) => url !== '/workspace/choose'),
    );
    const sent = await studio.window.evaluate(async (urls) => {
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
      const targets = ['shell', 'engine', 'nothing', '__proto__'];
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
    }, procedures);
    countCases(testInfo, sent);
    // Among what was sent is a start of the engine anew, at another port.
    const health = async (): Promise<number> =>
      callHttp(`${await studio.url()}/health`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(health, { timeout: 60_000 }).toBe(200);
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
