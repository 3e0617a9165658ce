/**
 * Two of us on one workspace lose nothing: one has it, the other is told or asks the first.
 * @module-tag g10
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { expect, it } from 'vitest';

import { connectEngine } from '../../src/cli/engine-client.ts';
import { createStore } from '../../src/engine/store/create-store.ts';
import { silentLog } from '../../src/engine/store/testing/silent-log.ts';
import { startEngineProcess } from '../../src/main/engine-link/engine-process.ts';
import { startEngine } from '../support/start-engine.ts';
import { countCases, lengthOf } from './case-count.ts';
import { bundleProgram } from './support/bundle-program.ts';
import { memoryFolder } from './support/memory-folder.ts';

async function outputOf(command: string, args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

it('several processes that want one workspace take turns', { timeout: 600_000 }, async (context) => {
  const { folder, remove } = await memoryFolder();
  const names = ['a', 'b', 'c', 'd'];
  const each = lengthOf({ short: 12, full: 1_250 });
  try {
    const program = join(folder, 'take-turns.mjs');
    const workspace = join(folder, 'workspace');
    await bundleProgram('take-turns.ts', program);
    const ended = await Promise.all(
      names.map((name) => outputOf(process.execPath, [program, workspace, name, `${each}`])),
    );
    expect(ended.map(({ code, out }) => (code === 0 ? 'ended well' : out))).toEqual(names.map(() => 'ended well'));
    const store = await createStore({ folder: workspace, log: silentLog, watch: false });
    const wanted = names.flatMap((name) => Array.from({ length: each }, (_, index) => `${name}-${index}`)).toSorted();
    expect(store.list().map(({ id, damage }) => (damage ? `${id}: ${damage.reason}` : id))).toEqual(wanted);
    expect(store.environments.list().map(({ name }) => name)).toEqual(expect.arrayContaining(wanted));
    await store.dispose();
    countCases(context, { passed: names.length * each * 2, failed: 0 });
  } finally {
    await remove();
  }
});

it('a second engine, the app’s or the command line’s, says who has the workspace', { timeout: 60_000 }, async () => {
  const first = await startEngine();
  try {
    const told = `is open in another Nexo Studio (process ${process.pid}). Close it there, or choose another folder.`;
    const program = { node: process.execPath, script: resolve('out/engine/engine.js') };
    const app = startEngineProcess(program, { addr: '127.0.0.1:0', workspace: first.workspace });
    const cli = await outputOf(process.execPath, [
      resolve('out/engine/nexo.js'),
      'serve',
      '--addr',
      '127.0.0.1:0',
      '--workspace',
      first.workspace,
    ]);
    expect(cli).toMatchObject({ code: 1, out: expect.stringContaining(told) });
    expect(await app.refused).toEqual({ code: 'FAILED', message: expect.stringContaining(told) });
    expect(await app.ended).toEqual({ exitCode: 1, signal: null });
    // The first one goes on as if nothing had happened.
    await first.deploy({ name: 'still', code: 'export default { fetch: () => new Response("here") }' });
    expect(await (await first.request('/fn/still')).text()).toBe('here');
  } finally {
    await first.dispose();
  }
});

it(
  'the app, the command line and another editor change one workspace at once',
  { timeout: 120_000 },
  async (context) => {
    const engine = await startEngine();
    const clients = [connectEngine(engine.url, undefined), connectEngine(engine.url, undefined)];
    const changes = lengthOf({ short: 25, full: 3_000 });
    try {
      await engine.deploy({ name: 'shared', code: '0' });
      const byClient = clients.map(async (client, who) => {
        for (let count = 1; count <= changes; count++) {
          // Both change the same function, each a part of it.
          const part = who === 0 ? { name: `name-${count}` } : { limits: { cpuMs: 50 + (count % 50) } };
          await client.functions.update({ id: 'shared', ...part });
          await client.environments.put({ name: `e-${who}-${count}`, variables: {}, secrets: [] });
        }
      });
      const byEditor = (async () => {
        for (let count = 1; count <= changes; count++) {
          await writeFile(join(engine.workspace, 'functions/shared', `file-${count}.txt`), `${count}`);
        }
      })();
      await Promise.all([...byClient, byEditor]);
      const { body } = await engine.send('GET', '/api/functions/shared');
      expect(body).toMatchObject({ name: `name-${changes}`, limits: { cpuMs: 50 + (changes % 50) } });
      const { environments } = await clients[0]!.environments.get();
      expect(environments).toHaveLength(2 * changes + 1);
      countCases(context, { passed: 5 * changes, failed: 0 });
    } finally {
      await engine.dispose();
    }
  },
);
