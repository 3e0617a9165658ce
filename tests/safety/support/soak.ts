import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { freePort } from '../../../scripts/free-port.ts';
import { createEngineHost, type EngineHost } from '../../../src/main/engine-link/engine-host.ts';
import { startEngineProcess } from '../../../src/main/engine-link/engine-process.ts';
import { seededRandom } from './seeded-random.ts';

export interface SoakOptions {
  workspace: string;
  seconds: number;
  requestsPerSecond: number;
  /** For the engine; a sandbox is killed between. */
  killEverySeconds: number;
  seed: number;
  /** On a slow machine it goes on until the engine was killed so often. */
  leastKills: number;
}

export interface SoakResult {
  requests: number;
  /** Answered as they should be. */
  right: number;
  /** Turned away with 429, 503 or 504 and a `Retry-After`. */
  turnedAway: number;
  /** Not answered while there was no engine, or cut off by its end. */
  unanswered: number;
  /** Of those turned away or not answered, the ones that no kill explains: begun two seconds after one, or later. */
  calmFailures: string[];
  /** Everything else, as text: none may be. */
  wrong: string[];
  acknowledgedWrites: number;
  /** Acknowledged and not there later, as text: none may be. */
  lost: string[];
  kills: { engine: number; sandbox: number };
  /** Milliseconds from each kill of the engine to the next right answer. */
  recoveriesMs: number[];
  /** Of the process that supervises, and of engines from ten seconds of their lives on; a sample each second, sockets left out. */
  memory: { hostMb: [first: number, last: number]; engineMb: number[]; engineFiles: number[] };
}

/** When kills, and what follows from them, are to blame for what goes wrong. */
interface Disturbance {
  untilMs: number;
}

/** An engine that was killed is there again, and has got its breath back. */
const settleMs = 2_000;
const redeployEveryMs = 5_000;

const functions: Record<string, string> = {
  echo: 'export default { fetch: async (request) => new Response(await request.text()) };',
  work: 'function handler() { let sum = 0; for (let i = 0; i < 10_000; i++) sum += i; return { sum }; }',
  fetches: `export default { fetch: async (request, env) => {
    const answer = await fetch(env.STUB, { method: 'POST', body: await request.text() });
    return new Response(await answer.text());
  } };`,
  stream: `export default { fetch: () => new Response(new ReadableStream({
    start(c) { for (let i = 0; i < 20; i++) c.enqueue(new TextEncoder().encode(String(i % 10))); c.close(); } })) };`,
  loops: 'function handler() { for (;;); }',
  throws: 'function handler() { throw new Error("on purpose"); }',
  ledger: 'function handler(request, { env }) { return { entry: env.get("ENTRY") }; }',
};

interface Kind {
  name: string;
  /** Of all requests. */
  share: number;
  status: number;
  body(sent: string): string | RegExp;
}

const kinds: Kind[] = [
  { name: 'echo', share: 0.55, status: 200, body: (sent) => sent },
  { name: 'work', share: 0.2, status: 200, body: () => '{"sum":49995000}' },
  { name: 'fetches', share: 0.1, status: 200, body: (sent) => `stub ${sent}` },
  { name: 'stream', share: 0.07, status: 200, body: () => '01234567890123456789' },
  { name: 'throws', share: 0.07, status: 500, body: () => /"THROWN"/ },
  { name: 'loops', share: 0.01, status: 500, body: () => /"CPU_LIMIT"/ },
];

/** Runs an engine as the app does, under load, and kills it and its sandboxes now and then. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { workspace, seconds, requestsPerSecond, killEverySeconds, seed, leastKills } = options;
  const random = seededRandom(seed);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = { node: process.execPath, script: resolve('out/engine/engine.js') };
  const host = createEngineHost((settings) => startEngineProcess(program, settings));
  const result: SoakResult = {
    requests: 0,
    right: 0,
    turnedAway: 0,
    unanswered: 0,
    calmFailures: [],
    wrong: [],
    acknowledgedWrites: 0,
    lost: [],
    kills: { engine: 0, sandbox: 0 },
    recoveriesMs: [],
    memory: { hostMb: [0, 0], engineMb: [], engineFiles: [] },
  };
  await host.restart({ addr: `127.0.0.1:${port}`, workspace, log: 'silent' });
  await whenReady(host);
  const stub = await startStub();
  const disturbance = { untilMs: performance.now() + settleMs };
  for (const [name, code] of Object.entries(functions)) await create(url, { name, code, env: { STUB: stub.url } });
  await put(`${url}/api/functions/fetches/grants`, { targets: [new URL(stub.url).host] });

  const endsAt = performance.now() + seconds * 1_000;
  const isOver = (): boolean => performance.now() >= endsAt && result.kills.engine >= leastKills;
  const under = new Set<Promise<void>>();
  const load = async (): Promise<void> => {
    const startedAt = performance.now();
    for (let sent = 0; !isOver();) {
      const due = ((performance.now() - startedAt) / 1_000) * requestsPerSecond;
      for (; sent < due && under.size < 500; sent++) {
        const request = call(url, pick(random()), `request ${sent} ${random()}`, result, disturbance);
        under.add(request);
        void request.finally(() => under.delete(request));
      }
      await wait(5);
    }
    await Promise.all(under);
  };
  const killer = async (): Promise<void> => {
    for (;;) {
      for (const what of ['sandbox', 'engine'] as const) {
        await wait(killEverySeconds * 500);
        if (isOver()) return;
        disturbance.untilMs = Infinity;
        await kill(host, what, url, result);
        disturbance.untilMs = performance.now() + settleMs;
      }
    }
  };
  const redeploy = async (): Promise<void> => {
    for (let version = 1; !isOver(); version++) {
      await put(`${url}/api/functions/work`, { code: `// ${version}\n${functions['work']}` });
      await wait(redeployEveryMs);
    }
  };
  const sizes = watchSizes(host, result);
  try {
    await Promise.all([load(), killer(), redeploy(), keepLedger(url, isOver, result)]);
  } finally {
    sizes.stop();
    await host.dispose();
    stub.close();
  }
  return result;
}

async function call(
  url: string,
  kind: Kind,
  sent: string,
  result: SoakResult,
  disturbance: Readonly<Disturbance>,
): Promise<void> {
  result.requests++;
  const { engine, sandbox } = result.kills;
  const isCalm = (): boolean => performance.now() >= disturbance.untilMs;
  const beganCalm = isCalm();
  const noteFailure = (what: string): void => {
    const wasKilled = result.kills.engine > engine || result.kills.sandbox > sandbox;
    if (beganCalm && isCalm() && !wasKilled) result.calmFailures.push(`${kind.name}: ${what}`);
  };
  let response: Response;
  let body: string;
  try {
    response = await fetch(`${url}/fn/${kind.name}`, {
      method: 'POST',
      body: sent,
      signal: AbortSignal.timeout(60_000),
    });
    body = await response.text();
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      result.wrong.push(`${kind.name}: no answer in a minute`);
    else {
      result.unanswered++;
      noteFailure('not answered');
    }
    return;
  }
  const wanted = kind.body(sent);
  const isRight = typeof wanted === 'string' ? body === wanted : wanted.test(body);
  if (response.status === kind.status && isRight) result.right++;
  else if ([429, 503, 504].includes(response.status) && response.headers.has('retry-after')) {
    result.turnedAway++;
    noteFailure(`${response.status} ${body.slice(0, 200)}`);
  } else result.wrong.push(`${kind.name}: ${response.status} ${body.slice(0, 200)}`);
}

function pick(chance: number): Kind {
  let rest = chance;
  return kinds.find(({ share }) => (rest -= share) < 0) ?? kinds[0]!;
}

/** Saves a number again and again; what was acknowledged is in the answers, also of the next engine. */
async function keepLedger(url: string, isOver: () => boolean, result: SoakResult): Promise<void> {
  for (let entry = 1; !isOver(); entry = result.acknowledgedWrites + 1) {
    const saved = await put(`${url}/api/functions/ledger`, { env: { ENTRY: `${entry}` } });
    if (saved) result.acknowledgedWrites++;
    await wait(saved ? 100 : 20);
    // Always before the next write: that one would hide the loss of this one.
    const found = await readLedger(url);
    if (found < result.acknowledgedWrites) result.lost.push(`${found} after ${result.acknowledgedWrites}`);
  }
}

/** The number the function answers with, once there is an engine that has room for it. */
async function readLedger(url: string): Promise<number> {
  for (;;) {
    const response = await fetch(`${url}/fn/ledger`).catch(() => undefined);
    const answer = await response?.json().catch(() => undefined);
    if (response?.status === 200 && answer !== undefined) return Number((answer as { entry?: string }).entry ?? 0);
    await wait(20);
  }
}

async function kill(host: EngineHost, what: 'engine' | 'sandbox', url: string, result: SoakResult): Promise<void> {
  const state = host.state.get();
  if (state.phase !== 'ready') return;
  const pid = what === 'engine' ? state.pid : sandboxesOf(state.pid)[0];
  if (pid === undefined) return;
  result.kills[what]++;
  process.kill(pid, 'SIGKILL');
  if (what === 'sandbox') return;
  const killedAt = performance.now();
  for (;;) {
    const answer = await fetch(`${url}/fn/work`).then(
      (response) => response.status === 200,
      () => false,
    );
    if (answer) break;
    await wait(5);
  }
  result.recoveriesMs.push(performance.now() - killedAt);
}

async function whenReady(host: EngineHost): Promise<void> {
  for await (const { phase } of host.state.watch()) if (phase === 'ready') return;
}

/** What functions fetch from: says what it was sent. */
async function startStub(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    response.write('stub ');
    request.pipe(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function create(url: string, draft: { name: string; code: string; env: object }): Promise<void> {
  const { name } = draft;
  const body = JSON.stringify({ ...draft, route: `/${name}`, methods: ['GET', 'POST'] });
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    const response = await fetch(`${url}/api/functions`, { method: 'POST', headers, body });
    if (response.status === 201 || response.status === 409) return;
    // On a busy machine it may still be opening the workspace.
    if (response.status !== 503) throw new Error(`${name}: ${await response.text()}`);
    await wait(100);
  }
}

async function put(url: string, body: object): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) }).then(
    (response) => response.status === 200,
    () => false,
  );
}

/** Sandboxes among the children of an engine; only Linux tells. */
function sandboxesOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    return children.filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('sandbox.js'));
  } catch {
    return [];
  }
}

/** How much memory and how many files the processes have, each second; an engine counts from ten seconds of its life. */
function watchSizes(host: EngineHost, { memory }: SoakResult): { stop(): void } {
  const ages = new Map<number, number>();
  let isFirst = true;
  const timer = setInterval(() => {
    const hostMb = process.memoryUsage.rss() / 1_048_576;
    if (isFirst) memory.hostMb[0] = hostMb;
    isFirst = false;
    memory.hostMb[1] = hostMb;
    const state = host.state.get();
    if (state.phase !== 'ready') return;
    const age = (ages.get(state.pid) ?? 0) + 1;
    ages.set(state.pid, age);
    if (age < 10) return;
    try {
      const status = readFileSync(`/proc/${state.pid}/status`, 'utf8');
      const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
      // One that has ended has none, until its parent has looked at it.
      if (kilobytes === undefined) return;
      memory.engineMb.push(Number(kilobytes) / 1_024);
      memory.engineFiles.push(openFilesOf(state.pid));
    } catch {
      // It was killed meanwhile, or the system does not tell.
    }
  }, 1_000);
  return { stop: () => clearInterval(timer) };
}

/** Without sockets: how many clients there are at a moment depends on how busy the machine is. */
function openFilesOf(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((name) => !isSocket(`${folder}/${name}`)).length;
}

function isSocket(link: string): boolean {
  try {
    return readlinkSync(link).startsWith('socket:');
  } catch {
    // It was closed meanwhile.
    return true;
  }
}
