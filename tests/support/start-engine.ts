import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import pino from 'pino';
import { expect } from 'vitest';

import type { NexoFunction } from '../../src/contract/function.ts';
import { readConfig, type ConfigFlags } from '../../src/engine/config.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { SecretValues } from '../../src/engine/read-secrets.ts';

export interface TestEngineOptions {
  flags?: ConfigFlags;
  requireToken?: boolean;
  /** `host:port`s every function made by `deploy` may fetch from. */
  grants?: readonly string[];
  secrets?: SecretValues;
  /** An existing folder is kept; without one, a temporary folder is used and removed. */
  workspace?: string;
}

/** A real engine on a free port with a workspace of its own. */
export interface TestEngine {
  readonly engine: Engine;
  readonly url: string;
  readonly port: number;
  readonly workspace: string;
  /** A request to the engine; `path` starts with `/`. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A JSON request to the control API; the answer is whatever the test expects of it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  send(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>;
  /** Creates a function, and fails the test when that is refused. */
  deploy(
    draft: { name: string; code: string; limits?: object } & Partial<Omit<NexoFunction, 'limits'>>,
  ): Promise<NexoFunction>;
  dispose(): Promise<void>;
}

export async function startEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const workspace = options.workspace ?? (await mkdtemp(join(tmpdir(), 'nexo-test-')));
  const config = readConfig({ addr: '127.0.0.1:0', workspace, ...options.flags }, {});
  const engine = await createEngine({
    config,
    requireToken: options.requireToken,
    secrets: options.secrets,
    log: pino({ level: 'error' }, pino.destination({ fd: 2, sync: true })),
    sandboxEntry: resolve('out/engine/sandbox.js'),
  });
  await engine.opened.catch(async (error: unknown) => {
    await engine.dispose(0);
    throw error;
  });
  const request = (path: string, init?: RequestInit): Promise<Response> => fetch(engine.url + path, init);
  const send: TestEngine['send'] = async (method, path, body) => {
    const init =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await request(path, { method, ...init });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    engine,
    url: engine.url,
    port: engine.port,
    workspace,
    request,
    send,
    async deploy({ name, code, ...rest }) {
      const created = await send('POST', '/api/functions', { name, route: `/${name}`, code, ...rest });
      expect(created, JSON.stringify(created.body)).toMatchObject({ status: 201 });
      const made = created.body as NexoFunction;
      if (options.grants) await send('PUT', `/api/functions/${made.id}/grants`, { targets: options.grants });
      return made;
    },
    async dispose() {
      await engine.dispose(0);
      if (options.workspace === undefined) await rm(workspace, { recursive: true, force: true });
    },
  };
}
