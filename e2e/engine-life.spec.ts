import { createServer } from 'node:net';

import { stillRunning } from '../scripts/running-processes.ts';
import { recordAnnouncements } from './fixtures/announcements.ts';
import { callHttp, isListening } from './fixtures/http.ts';
import { expect, test } from './fixtures/test.ts';

test('closing the window leaves no process and no port', async ({ studio }) => {
  const url = await studio.url();
  const processes = await studio.processes();
  expect(processes.some(({ command }) => command.includes('out/engine/engine.js'))).toBe(true);
  const ended = studio.app.waitForEvent('close');
  await studio.app.evaluate(({ BrowserWindow }) => {
    setImmediate(() => BrowserWindow.getAllWindows()[0]?.close());
  });
  await ended;
  await expect.poll(async () => (await stillRunning(processes)).map(({ command }) => command)).toEqual([]);
  expect(await isListening(url)).toBe(false);
});

test('an app that is killed takes its engine and sandboxes with it', async ({ studio }) => {
  const url = await studio.url();
  const processes = await studio.processes();
  studio.app.process().kill('SIGKILL');
  await expect.poll(async () => (await stillRunning(processes)).map(({ command }) => command)).toEqual([]);
  expect(await isListening(url)).toBe(false);
});

test('an engine that is killed comes back, and the window says so', async ({ studio }) => {
  const announced = await recordAnnouncements(studio.window);
  const engine = (await studio.processes()).find(({ command }) => command.includes('out/engine/engine.js'));
  process.kill(engine?.pid ?? 0, 'SIGKILL');
  await expect.poll(announced).toContain('It was ended by SIGKILL.');
  const { status } = await callHttp(`${await studio.url()}/health`);
  expect(status).toBe(200);
});

test('when the port is taken, the window says who has it and offers the next free one', async ({ launch }) => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as { port: number };
  try {
    const studio = await launch({ addr: `127.0.0.1:${port}` });
    await expect(studio.window.getByText(`Port ${port} is taken`)).toBeVisible();
    await expect(studio.window.getByText(`(process ${process.pid})`)).toBeVisible();
    await studio.window.getByRole('button', { name: /^Use port \d+$/ }).click();
    const url = await studio.url();
    expect(new URL(url).port).not.toBe(String(port));
    expect((await callHttp(`${url}/health`)).status).toBe(200);
  } finally {
    holder.close();
  }
});

test('a gateway that other machines may reach is told of, whoever said so', async ({ launch }) => {
  const { window } = await launch({ addr: '0.0.0.0:0' });
  await window.getByRole('button', { name: 'Open to the network' }).click();
  await expect(window.getByRole('heading', { name: 'Gateway', exact: true })).toBeVisible();
});

test('a second start brings the window of the first to the front', async ({ studio, userData }) => {
  const second = await studio.app.evaluate(
    ({ app }, folder) =>
      new Promise<string>((resolve) => {
        app.once('second-instance', (_event, argv) =>
          resolve(argv.some((one) => one.includes(folder)) ? 'told' : 'other'),
        );
        const { spawn } = process.getBuiltinModule('node:child_process');
        spawn(process.execPath, ['--no-sandbox', '.', `--user-data-dir=${folder}`], { stdio: 'ignore' });
      }),
    userData,
  );
  expect(second).toBe('told');
});
