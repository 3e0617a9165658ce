import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import nodeModules from 'virtual:node-modules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { collectFunctions } from '../../src/bundle/collect-functions.ts';
import { createBundle } from '../../src/bundle/create-bundle.ts';
import { environmentNames } from '../../src/bundle/exported-function.ts';
import { targetOf } from '../../src/bundle/targets/targets.ts';
import { bootBundle, type RunningBundle } from '../../src/bundle/verify/boot-bundle.ts';
import { exchange, type Answer, type ReplayRequest } from '../../src/bundle/verify/exchange.ts';
import type { NexoFunction } from '../../src/contract/function.ts';
import { createCompiler } from '../../src/engine/compile/create-compiler.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import type { ParityRequest } from './parity-case.ts';
import { makeParityWorkspace, parityCases } from './parity-workspace.ts';
import { listedDifferences } from './listed-differences.ts';

const runtimes = ['workerd', 'deno', 'bun', 'node'] as const;

let workspace: Awaited<ReturnType<typeof makeParityWorkspace>>;
let engine: TestEngine;
let bundles: string;
const running = new Map<string, RunningBundle>();
const found = new Set<string>();

beforeAll(async () => {
  workspace = await makeParityWorkspace();
  bundles = await mkdtemp(join(tmpdir(), 'nexo-bundles-'));
  engine = await startEngine({ workspace: workspace.folder });
  const compiler = createCompiler({ workspace: workspace.folder, nodeModules });
  const functions = await collectFunctions(
    parityCases.map(({ id }) => id),
    {
      get: async (id) => (await engine.send('GET', `/api/functions/${id}`)).body as NexoFunction,
      compile: (source) => compiler.compilePortable(source),
    },
  );
  await compiler.dispose();
  for (const target of runtimes) {
    const folder = join(bundles, target);
    for (const { path, bytes } of createBundle(targetOf(target), { name: 'parity', functions })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
  }
  const reads = environmentNames(functions);
  const booted = runtimes.map(async (target) => {
    const signal = AbortSignal.timeout(25_000);
    running.set(
      target,
      await bootBundle({ target, name: 'parity', folder: join(bundles, target), reads, env: {}, signal }),
    );
  });
  await Promise.all(booted);
});
afterAll(async () => {
  await Promise.all([...running.values()].map((bundle) => bundle.stop()));
  await engine.dispose();
  await workspace.remove();
  await rm(bundles, { recursive: true, force: true });
});

describe.each(parityCases)('$id', ({ id, requests }) => {
  it.each(requests.map((request, index) => ({ ...request, index })))(
    'answers the same everywhere: $index',
    async (request) => {
      const sent = replayRequest(id, request);
      const signal = AbortSignal.timeout(15_000);
      const expected = await exchange(engine.url, '/fn', sent, signal);
      const differences: object[] = [];
      const others = [...running].map(
        async ([runtime, { url }]) => [runtime, await exchange(url, '', sent, signal)] as const,
      );
      for (const [runtime, actual] of await Promise.all(others)) {
        for (const what of ['status', 'headers', 'body'] as const) {
          if (same(expected, actual, what)) continue;
          const key = `${id} ${request.index + 1} ${runtime} ${what}`;
          found.add(key);
          if (!listedDifferences.has(key)) differences.push({ key, nexo: expected[what], [runtime]: actual[what] });
        }
      }
      expect(differences).toEqual([]);
    },
  );
});

describe('docs/parity.md', () => {
  it('lists no difference that is none', () => {
    expect([...listedDifferences].filter((key) => !found.has(key))).toEqual([]);
  });
});

function replayRequest(
  id: string,
  { method = 'GET', path = `/${id}`, headers = [], body }: ParityRequest,
): ReplayRequest {
  return { method, path, headers, body: body === undefined ? null : Buffer.from(body) };
}

function same(expected: Answer, actual: Answer, what: keyof Answer): boolean {
  return JSON.stringify(expected[what]) === JSON.stringify(actual[what]);
}
