import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { Connection, requestBytes } from '../connection.ts';
import { percentile } from '../load.ts';
import { startNexoServer, type NexoServer } from '../peers/nexo.ts';
import { atMost, type Scenario } from '../scenario.ts';

/** Says its version twice, from two places: an answer made of two versions would show. */
const source = (version: number): string => `const first: number = ${version};
interface Answer { first: number; second: number }
export default {
  fetch(): Response {
    const answer: Answer = { first, second: ${version} };
    return Response.json(answer);
  },
};
`;

/** Fewer than the gateway answers on one connection before it closes it. */
const requestsPerConnection = 500;

/** From a saved change of TypeScript to the first answer of the new code, while requests come all the time. */
export const saveToLive: Scenario = {
  name: 'save-to-live',
  async run({ short }) {
    const saves = short ? 3 : 100;
    const server = await startNexoServer();
    try {
      const url = await server.deploy('edited', source(0), { language: 'typescript' });
      const watch = await watchVersions(url);
      const byPut = await repeat(saves, watch, (version) => put(server, version), 0);
      const byFile = await repeat(saves, watch, (version) => writeInPlace(server, version), saves);
      const requests = await watch.stop();
      const p95 = (times: readonly number[]): number =>
        percentile(
          times.toSorted((a, b) => a - b),
          0.95,
        );
      return {
        tables: [
          {
            title: `Save to live: TypeScript, under load (${requests} requests, none dropped, none of two versions)`,
            rows: [
              ['PUT by the API', byPut],
              ['a file, changed by an editor', byFile],
            ].map(([saved, times]) => row(saved as string, times as number[])),
          },
        ],
        aims: [
          atMost('save to live p95, PUT', 100, p95(byPut), ' ms', 0),
          atMost('save to live p95, file on disk', 100, p95(byFile), ' ms', 0),
        ],
      };
    } finally {
      await server.stop();
    }
  },
};

interface VersionWatch {
  /** Resolves with when this version, or a later one, was first answered. */
  seen(version: number): Promise<number>;
  /** Resolves with the number of requests; rejects when one was dropped, mixed or older than one before it. */
  stop(): Promise<number>;
}

async function watchVersions(url: string): Promise<VersionWatch> {
  const request = requestBytes(url);
  let stopping = false;
  let requests = 0;
  let latest = 0;
  let waiting: { version: number; resolve: (at: number) => void } | undefined;
  const faults: string[] = [];
  const note = (ok: boolean, body: string, newestWhenSent: number): void => {
    requests += 1;
    if (!ok) return void faults.push('a request was dropped');
    const { first, second } = JSON.parse(body) as { first: number; second: number };
    if (first !== second) faults.push(`an answer was of versions ${first} and ${second}`);
    if (first < newestWhenSent) faults.push(`version ${first} answered after ${newestWhenSent}`);
    latest = Math.max(latest, first);
    if (waiting === undefined || latest < waiting.version) return;
    waiting.resolve(performance.now());
    waiting = undefined;
  };
  const askOften = async (): Promise<void> => {
    const connection = await Connection.open(url, true);
    for (let asked = 0; asked < requestsPerConnection && !stopping; asked++) {
      const newest = latest;
      const { ok, body } = await connection.ask(request);
      note(ok, body, newest);
      if (!ok) break;
      await delay(1);
    }
    connection.close();
  };
  const loops = Array.from({ length: 4 }, async () => {
    while (!stopping && faults.length === 0) await askOften();
  });
  return {
    seen: (version) => new Promise((resolve) => (waiting = { version, resolve })),
    async stop() {
      stopping = true;
      await Promise.all(loops);
      if (faults.length > 0) throw new Error(`save to live: ${[...new Set(faults)].join('; ')}`);
      return requests;
    },
  };
}

async function repeat(
  saves: number,
  watch: VersionWatch,
  save: (version: number) => Promise<void>,
  before: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let version = before + 1; version <= before + saves; version++) {
    const seen = watch.seen(version);
    const startedAt = performance.now();
    await save(version);
    times.push((await seen) - startedAt);
  }
  return times;
}

async function put(server: NexoServer, version: number): Promise<void> {
  const response = await fetch(`${server.url}/api/functions/edited`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: source(version) }),
  });
  if (!response.ok) throw new Error(`PUT: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

/** As most editors save: a new file in the place of the old. */
async function writeInPlace({ workspace }: NexoServer, version: number): Promise<void> {
  const file = path.join(workspace, 'functions/edited/index.ts');
  await writeFile(`${file}.tmp`, source(version));
  await rename(`${file}.tmp`, file);
}

function row(saved: string, times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const ms = (share: number): string => percentile(sorted, share).toFixed(0);
  return { saved, times: String(times.length), 'p50 ms': ms(0.5), 'p95 ms': ms(0.95), 'most ms': ms(1) };
}
