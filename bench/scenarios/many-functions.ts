import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startNexoServer } from '../peers/nexo.ts';
import { median } from '../report.ts';
import { atMost, type Scenario } from '../scenario.ts';
import { writeFunctions } from '../write-functions.ts';

/** From the start of the program to the first answer of one function among many. */
export const manyFunctions: Scenario = {
  name: 'many-functions',
  async run({ short }) {
    const functions = short ? 500 : 10_000;
    const workspace = await mkdtemp(path.join(tmpdir(), 'nexo-bench-many-'));
    writeFunctions(workspace, functions);
    try {
      const times: { listeningMs: number; answeredMs: number }[] = [];
      for (let round = 0; round < (short ? 1 : 5); round++) times.push(await start(workspace, functions));
      const answered = median(times.map(({ answeredMs }) => answeredMs));
      return {
        tables: [
          {
            title: `Start with ${functions.toLocaleString('en')} functions, median of ${times.length}`,
            rows: [
              {
                'listening after ms': median(times.map(({ listeningMs }) => listeningMs)).toFixed(0),
                'first answer after ms': answered.toFixed(0),
              },
            ],
          },
        ],
        aims: [atMost(`start with ${functions.toLocaleString('en')} functions`, 3, answered / 1_000, ' s')],
      };
    } finally {
      await rm(workspace, { recursive: true, force: true });
    }
  },
};

async function start(workspace: string, functions: number): Promise<{ listeningMs: number; answeredMs: number }> {
  const startedAt = performance.now();
  const server = await startNexoServer({ workspace });
  const listeningMs = performance.now() - startedAt;
  try {
    const response = await fetch(`${server.url}/fn/f/${functions - 1}`);
    if (response.status !== 200) throw new Error(`the last function answered ${response.status}`);
    await response.arrayBuffer();
    return { listeningMs, answeredMs: performance.now() - startedAt };
  } finally {
    await server.stop();
  }
}
