import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startNexo, type EndedNexo } from '../support/start-nexo.ts';

let workspace: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-cli-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(workspace, { recursive: true, force: true });
});

interface Program {
  child: ChildProcess;
  firstLine: Promise<string>;
  ended: Promise<EndedNexo>;
}

function nexo(args: string[], env: Record<string, string> = {}): Program {
  const { child, ended } = startNexo(args, { env: { HOME: workspace, ...env } });
  children.push(child);
  const firstLine = once(createInterface(child.stdout), 'line').then(([line]) => line as string);
  return { child, firstLine, ended };
}

async function serve(...args: string[]): Promise<Program & { url: string }> {
  const program = nexo(['serve', '--addr', '127.0.0.1:0', '--workspace', workspace, '--json', ...args]);
  const ready = JSON.parse(await program.firstLine) as { event: string; url: string };
  expect(ready).toEqual({ event: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  return { ...program, url: ready.url };
}

async function deploy(url: string, name: string, code: string, settings: object = {}): Promise<void> {
  const response = await fetch(`${url}/api/functions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, route: `/${name}`, code, ...settings }),
  });
  expect(response.status).toBe(201);
}

describe('nexo serve', () => {
  it('finishes what runs on SIGTERM, then exits with 0 and leaves the port', async () => {
    const { child, url, ended } = await serve();
    const waits =
      'async function handler() { await new Promise((resolve) => setTimeout(resolve, 700)); return "done"; }';
    await deploy(url, 'waits', waits);
    const answer = fetch(`${url}/fn/waits`);
    await expect
      .poll(async () => (await (await fetch(`${url}/stats`)).json()) as object)
      .toMatchObject({ pool: { running: 1 } });
    child.kill('SIGTERM');
    const response = await answer;
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('done');
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('keeps its functions for the next start', async () => {
    const first = await serve();
    await deploy(first.url, 'kept', 'function handler() { return "kept"; }');
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(0);
    const second = await serve();
    expect(await (await fetch(`${second.url}/fn/kept`)).text()).toContain('kept');
  });

  it.skipIf(process.platform === 'win32')(
    'gives functions the secrets of a file, and warns if others can read it',
    async () => {
      const file = join(workspace, 'secrets.env');
      await writeFile(file, 'API_KEY="from the file"\n', { mode: 0o644 });
      const { child, url, ended } = await serve('--secrets', file);
      const code = 'function handler(_, { env }) { console.log(env.API_KEY); return [env.API_KEY, env.MISSING]; }';
      await deploy(url, 'keeps', code, { secrets: ['API_KEY', 'MISSING'] });
      expect(await (await fetch(`${url}/fn/keeps`)).json()).toEqual(['from the file', null]);
      child.kill('SIGTERM');
      const { err } = await ended;
      expect(err).toContain(`WARNING: the secrets file ${file} can be read by other users`);
      const log = err.split('\n').filter((line) => line.startsWith('{'));
      const told = log.map((line) => JSON.parse(line) as { functionId?: string; secret?: string });
      expect(told.filter(({ secret }) => secret)).toMatchObject([{ functionId: 'keeps', secret: 'MISSING' }]);
      expect(err).not.toContain('from the file');
    },
  );

  it('names who has the port and the next free one', async () => {
    const { url, child } = await serve();
    const port = new URL(url).port;
    const { code, out, err } = await nexo(['serve', '--addr', `127.0.0.1:${port}`, '--workspace', join(workspace, 'b')])
      .ended;
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(`127.0.0.1:${port} is already in use by`);
    if (process.platform === 'linux') expect(err).toContain(`(process ${child.pid})`);
    expect(err).toMatch(/Port \d+ is free/);
  });

  it('refuses a workspace that is open elsewhere', async () => {
    await serve();
    const { code, err } = await nexo(['serve', '--addr', '127.0.0.1:0', '--workspace', workspace]).ended;
    expect(code).toBe(1);
    expect(err).toContain(workspace);
  });

  it.each([
    [['--addr', 'here'], {}, '--addr cannot be "here"'],
    [['--console-addr', 'here'], {}, '--console-addr cannot be "here"'],
    [['--max-concurrent', '0'], {}, '--max-concurrent cannot be "0"'],
    [[], { NEXO_ADDR: '127.0.0.1:99999' }, 'NEXO_ADDR cannot be "127.0.0.1:99999"'],
    [[], { NEXO_MAX_CONCURRENT: 'many' }, 'NEXO_MAX_CONCURRENT cannot be "many"'],
    [[], { NEXO_LOG: 'loud' }, 'NEXO_LOG cannot be "loud"'],
    [[], { NEXO_TOKEN: 'short' }, 'NEXO_TOKEN cannot be this value'],
    [
      ['--secrets', '/nowhere/secrets.env'],
      {},
      'the secrets file /nowhere/secrets.env cannot be read: it is not there',
    ],
    [[], { NEXO_SECRETS: '/nowhere/b.env' }, 'the secrets file /nowhere/b.env cannot be read'],
    [['--colour'], {}, "unknown option '--colour'"],
  ])('refuses %j with %j', async (args, env, message) => {
    const { code, err, out } = await nexo(['serve', ...args], env).ended;
    expect(code).toBe(2);
    expect(err.trim().split('\n')[0]).toContain(message);
    expect(out).toBe('');
  });
});
