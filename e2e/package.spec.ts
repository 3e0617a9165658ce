import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, type Page } from '@playwright/test';

import { processTree, stillRunning } from '../scripts/running-processes.ts';
import { countCases } from './fixtures/count-cases.ts';
import { callHttp } from './fixtures/http.ts';
import {
  expectConfined,
  expectNoNode,
  expectNoPermissions,
  expectOnlyThePage,
  expectPolicy,
} from './fixtures/locked-page.ts';
import { rememberWelcome } from './fixtures/remember-welcome.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, `dist/nexo-studio-${process.platform}-${process.arch}`);
const program = path.join(folder, 'nexo-studio');
const [off, on] = Buffer.from('01');

test.skip(process.platform !== 'linux', 'the app is packaged on Linux only');

test(
  'the packaged app starts without the checkout, opens what a link names, and calls it',
  { tag: '@g18' },
  async ({ workspace, userData }, testInfo) => {
    test.setTimeout(240_000);
    await promisify(execFile)(process.execPath, [path.join(root, 'scripts/package.ts')]);
    const fuses = await getCurrentFuseWire(program);
    const blown = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    expect(blown.map((fuse) => fuses[fuse])).toEqual(blown.map(() => off));
    const kept = [FuseV1Options.EnableCookieEncryption, FuseV1Options.OnlyLoadAppFromAsar];
    expect(kept.map((fuse) => fuses[fuse])).toEqual(kept.map(() => on));
    const entry = await readFile(path.join(folder, 'nexo-studio.desktop'), 'utf8');
    expect(entry).toContain('MimeType=x-scheme-handler/nexo;application/x-nexo-bundle;');

    await seedFunctions(workspace, [
      { name: 'hello', route: '/hello', code: 'export default () => ({ packed: true });\n' },
    ]);
    await rememberWelcome(userData);
    const start = (...args: string[]): ChildProcess =>
      spawn(program, ['--no-sandbox', '--disable-gpu', '--lang=en-US', `--user-data-dir=${userData}`, ...args], {
        cwd: workspace,
        env: { ...process.env, NEXO_WORKSPACE: workspace, NEXO_ADDR: '127.0.0.1:0' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    const app = start('--remote-debugging-port=0');
    try {
      const window = await pageOf(app);
      const address = await window
        .getByRole('contentinfo')
        .getByText(/^127\.0\.0\.1:\d+$/)
        .innerText();
      expect((await callHttp(`http://${address}/fn/hello`)).body).toBe('{"packed":true}');

      let asserted = blown.length + kept.length + 1;
      for (const expected of [expectNoNode, expectPolicy, expectNoPermissions, expectOnlyThePage]) {
        asserted += await expected(window);
      }

      // As the system does it: the app is started again with what was clicked, and the one that runs shows it.
      const second = start('nexo://open?function=hello');
      expect(await once(second, 'exit')).toEqual([0, null]);
      await expect(window.getByRole('heading', { name: 'hello', exact: true })).toBeVisible();
      await expect(window.getByRole('textbox', { name: 'Code of hello' })).toHaveCount(1);
      await window.keyboard.press('ControlOrMeta+Enter');
      await expect(window.getByRole('region', { name: 'Response' })).toContainText('"packed": true');
      // Last: Playwright waits for where the page was sent, in vain.
      countCases(testInfo, asserted + (await expectConfined(window)));
    } finally {
      const before = await processTree(app.pid ?? 0);
      app.kill();
      await expect.poll(async () => (await stillRunning(before)).map(({ command }) => command)).toEqual([]);
    }
  },
);

/** The window, by Chromium's own debugging port: the inspector of its main process is fused off. */
async function pageOf(app: ChildProcess): Promise<Page> {
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    app.once('exit', () => reject(new Error(`the app ended: ${said}`)));
    app.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /DevTools listening on (?<url>ws:\/\/\S+)/.exec(said)?.groups?.['url'];
      if (found !== undefined) resolve(found);
    });
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  return context?.pages()[0] ?? (await context!.waitForEvent('page'));
}
