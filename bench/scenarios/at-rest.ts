import { setTimeout as delay } from 'node:timers/promises';

import { startNexoServer } from '../peers/nexo.ts';
import { costOf } from '../process-cost.ts';
import { atMost, type Scenario } from '../scenario.ts';

/** The engine on an empty workspace and its first sandbox, with nothing to do. */
export const atRest: Scenario = {
  name: 'at-rest',
  async run({ short }) {
    const seconds = short ? 1 : 20;
    const server = await startNexoServer();
    try {
      // The sandbox is there after the start; the compiler's process ends after half a minute without work.
      await delay(short ? 1_000 : 40_000);
      const [before, startedAt] = [costOf(server.pid), performance.now()];
      await delay(seconds * 1_000);
      const after = costOf(server.pid);
      const cpu = ((after.cpuMs - before.cpuMs) / (performance.now() - startedAt)) * 100;
      return {
        tables: [
          {
            title: `At rest, over ${seconds} s`,
            rows: [
              {
                processes: String(after.processes),
                'resident MB': after.togetherMb.toFixed(0),
                'MB, what is shared counted for each': after.residentMb.toFixed(0),
                'CPU %': cpu.toFixed(2),
              },
            ],
          },
        ],
        aims: [
          atMost('at rest: engine and first sandbox', 120, after.togetherMb, ' MB', 0),
          atMost('at rest: CPU', 0.05, cpu, ' %'),
        ],
      };
    } finally {
      await server.stop();
    }
  },
};
