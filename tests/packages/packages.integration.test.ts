import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { processTree } from '../../scripts/running-processes.ts';
import type { PackageEvent } from '../../src/contract/package.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { startRegistry, type TestRegistry } from './registry.ts';

let engine: TestEngine;
let registry: TestRegistry;
beforeAll(async () => {
  registry = await startRegistry();
  engine = await startEngine();
  await writeFile(join(engine.workspace, '.npmrc'), `${registry.npmrc}ignore-scripts=false\n`);
  await engine.deploy({ name: 'app', code: 'export const handler = () => 1;\n' });
});
afterAll(async () => {
  await engine.dispose();
  await registry.close();
});

async function change(input: object, signal?: AbortSignal): Promise<PackageEvent[]> {
  const response = await engine.request('/api/packages', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal,
  });
  const text = await response.text();
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as PackageEvent);
}

it('adds a package without running its scripts, tells what npm says, and functions can import it', async () => {
  const events = await change({ action: 'add', folder: '', packages: ['tiny@1.0.0'] });
  expect(events.at(-1)).toEqual({ type: 'finished', ok: true, reason: null });
  expect(events.some((event) => event.type === 'line' && event.text.includes('added 1 package'))).toBe(true);
  await expect(access(join(engine.workspace, 'node_modules/tiny/ran'))).rejects.toThrow('ENOENT');
  const { body } = await engine.send('GET', '/api/packages');
  expect(body.packages).toEqual([{ name: 'tiny', range: '1.0.0', installed: '1.0.0' }]);
  await engine.deploy({ name: 'user', code: "import { tiny } from 'tiny';\nexport const handler = () => tiny;\n" });
  expect(await (await engine.request('/fn/user')).json()).toBe('tiny indeed');
});

it('removes a package again, and says which function misses it', async () => {
  const events = await change({ action: 'remove', folder: '', packages: ['tiny'] });
  expect(events.at(-1)).toMatchObject({ ok: true });
  expect(JSON.parse(await readFile(join(engine.workspace, 'package.json'), 'utf8'))).not.toHaveProperty('dependencies');
  const { body } = await engine.send('GET', '/api/functions/user');
  expect(body.problem.reason).toContain('there is no such package in the workspace');
});

it("gives npm's own reason when it fails, and leaves package.json as it was", async () => {
  const file = join(engine.workspace, 'package.json');
  const before = await readFile(file, 'utf8');
  const events = await change({ action: 'add', folder: '', packages: ['no-such-package'] });
  expect(events.at(-1)).toMatchObject({ type: 'finished', ok: false });
  expect(events.at(-1)).toMatchObject({ reason: expect.stringMatching(/not in this registry|Not Found/i) });
  expect(await readFile(file, 'utf8')).toBe(before);
});

it('ends npm and all it started when nobody waits for it any more', async () => {
  const stop = new AbortController();
  const running = change({ action: 'add', folder: '', packages: ['slow'] }, stop.signal);
  await registry.askedForSlow;
  const isNpm = ({ command }: { command: string }) => /\bnpm install/.test(command);
  const before = (await processTree(process.pid)).filter(isNpm);
  expect(before.length).toBeGreaterThan(0);
  stop.abort();
  await expect(running).rejects.toThrow(/abort/i);
  await expect.poll(async () => (await processTree(process.pid)).filter(isNpm), { timeout: 10_000 }).toEqual([]);
});

it('has no place outside of the workspace and functions', async () => {
  const refused = await engine.send('POST', '/api/packages', { action: 'install', folder: '../elsewhere' });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT' } } });
});
