import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Contract } from '../../src/contract/contract.ts';
import type { EngineSettings, FromEngineProcess, ToEngineProcess } from '../../src/rpc/engine-process.ts';
import { createProcessChannel, type ChannelPort, type ProcessChannel } from '../../src/rpc/process-channel.ts';

let workspace: string;
let child: ChildProcess;
let channel: ProcessChannel;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-child-'));
  child = spawn(process.execPath, [resolve('out/engine/engine.js')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  channel = createProcessChannel(child);
});
afterEach(async () => {
  child.kill('SIGKILL');
  await rm(workspace, { recursive: true, force: true });
});

async function start(settings: EngineSettings = {}): Promise<FromEngineProcess> {
  const answer = new Promise<FromEngineProcess>((tell) => {
    child.on('message', (message: FromEngineProcess | { channel: 'port' }) => {
      if (message.channel === 'engine') tell(message);
    });
  });
  const all = { addr: '127.0.0.1:0', workspace, log: 'warn', ...settings };
  child.send({ channel: 'engine', type: 'start', settings: all } satisfies ToEngineProcess);
  return answer;
}

function connect(): { client: ContractRouterClient<Contract>; port: ChannelPort } {
  const port = channel.openPort();
  const link = new RPCLink({ port });
  return { client: createORPCClient(link), port };
}

const code = 'function handler(request) { console.log("ran"); return { ok: true }; }';

describe('the engine as a process', () => {
  it('serves the contract, errors and streams included, over ports of its channel', async () => {
    expect(await start()).toMatchObject({ event: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) });
    const { client } = connect();
    const created = await client.functions.create({ name: 'one', route: '/one', methods: ['GET'], code });
    expect(created.id).toBe('one');

    const refused = await client.functions
      .create({ name: 'two', route: '/one', code })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ORPCError);
    expect(refused).toMatchObject({ code: 'ROUTE_CONFLICT', status: 409, data: { field: 'route' } });
    const invalid = await client.functions
      .create({ name: '', route: '/x', code, limits: { cpuMs: 0 } })
      .catch((error: unknown) => error);
    expect(invalid).toMatchObject({ code: 'INVALID_INPUT', data: { field: 'name', issues: [{}, {}] } });

    const stream = await client.invocations.watch();
    expect((await stream.next()).value).toEqual({ invocations: [], dropped: 0 });
    const result = await client.invocations.invoke({ id: 'one' });
    expect(result).toMatchObject({ status: 200, logs: [{ text: 'ran' }] });
    expect((await stream.next()).value).toMatchObject({ invocations: [{ id: result.invocation, source: 'studio' }] });
    await stream.return?.();
  });

  it('tells a watcher of the workspace what changes', async () => {
    await start();
    const { client } = connect();
    const stream = await client.workspace.watch();
    const seen: string[] = [];
    await client.functions.create({ name: 'one', route: '/one', code });
    await client.functions.update({ id: 'one', route: '/two' });
    await client.functions.remove({ id: 'one' });
    for await (const event of stream) {
      seen.push(event.type === 'saved' ? `saved ${event.function.route}` : event.type);
      if (event.type === 'removed') break;
    }
    expect(seen[0]).toBe('opened');
    expect(seen).toContain('saved /one');
    expect(seen).toContain('saved /two');
  });

  it('says who has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const answer = await start({ addr: `127.0.0.1:${port}` });
    expect(answer).toMatchObject({ event: 'failed', failure: { code: 'PORT_TAKEN', port } });
    if (process.platform === 'linux') expect(answer).toMatchObject({ failure: { owner: { pid: process.pid } } });
    await once(child, 'exit');
    other.close();
  });

  it('says what is wrong with a setting', async () => {
    const answer = await start({ maxConcurrent: 'many' });
    expect(answer).toMatchObject({ event: 'failed', failure: { code: 'BAD_CONFIG' } });
  });

  it('drains and exits when told to stop', async () => {
    await start();
    child.send({ channel: 'engine', type: 'stop' } satisfies ToEngineProcess);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends when its host is gone, and its port with it', async () => {
    const ready = await start();
    const url = ready.event === 'ready' ? ready.url : '';
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });
});
