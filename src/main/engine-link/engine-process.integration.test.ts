import { mkdtemp, rm } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Contract } from '../../contract/contract.ts';
import { createPortClient } from '../../rpc/client.ts';
import { startEngineProcess } from './engine-process.ts';

const program = { node: process.execPath, script: path.resolve('out/engine/engine.js') };

let workspace = '';
beforeEach(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'nexo-engine-process-'));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

it('starts the engine, answers over a port, and stops it', async () => {
  const engine = startEngineProcess(program, { addr: '127.0.0.1:0', workspace });
  const start = await engine.started;
  expect(start).toEqual({ ok: true, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  const client = createPortClient<Contract>(() => relayed(engine.openPort()));
  // Answered once the workspace is open.
  expect(await client.functions.list()).toEqual([]);
  expect((await client.health.get()).status).toBe('ok');
  const { pool } = await client.stats.get();
  for (const { pid } of [engine, ...pool.sandboxes]) {
    expect(getPriority(pid), 'the window comes first').toBe(constants.priority.PRIORITY_BELOW_NORMAL);
  }
  await engine.stop();
  expect(await engine.ended).toEqual({ exitCode: 0, signal: null });
});

it('tells why the engine cannot start', async () => {
  const engine = startEngineProcess(program, { addr: 'nowhere', workspace });
  expect(await engine.started).toMatchObject({ ok: false, failure: { code: 'BAD_CONFIG' } });
  await engine.ended;
});

it('reports a program that cannot be run as ended', async () => {
  const engine = startEngineProcess({ node: '/nonexistent/node', script: 'x' }, {});
  expect(await engine.ended).toEqual({ exitCode: null, signal: null });
});

/** A browser's port joined to a channel's, as main's relay does it. */
function relayed(channel: ReturnType<ReturnType<typeof startEngineProcess>['openPort']>): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', ({ data }) => channel.postMessage(data));
  channel.on('message', ({ data }) => port1.postMessage(data));
  channel.on('close', () => port1.close());
  port1.start();
  return port2;
}
