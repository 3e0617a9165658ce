/**
 * `npm run simulate`: what if there were 100,000 functions, some far more popular than others, on N machines? Runs the
 * pool's own decisions on simulated machines and prints a Markdown report, the same for the same options. `--out FILE`
 * also writes it.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { section, type Row } from './report.ts';
import { answer, type Question } from './simulation/what-if.ts';

const { values } = parseArgs({
  options: {
    functions: { type: 'string', default: '100000' },
    machines: { type: 'string', default: '1,4,16' },
    exponents: { type: 'string', default: '0.8,1,1.2' },
    rate: { type: 'string', default: '2000' },
    requests: { type: 'string', default: '100000' },
    cores: { type: 'string', default: '4' },
    'memory-mb': { type: 'string', default: '12288' },
    'warm-ms': { type: 'string', default: '0.3' },
    'cold-ms': { type: 'string', default: '4' },
    'engine-ms': { type: 'string', default: '0.2' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const numbers = (list: string): number[] => list.split(',').map(Number);
const poolMemoryMb = Number(values['memory-mb']);
const common: Omit<Question, 'machines' | 'exponent'> = {
  functions: Number(values.functions),
  requestsPerSecond: Number(values.rate),
  requests: Number(values.requests),
  machine: { cores: Number(values.cores), memoryMb: poolMemoryMb, maxMappings: 65_530 },
  poolMemoryMb,
  costs: {
    warmMs: Number(values['warm-ms']),
    coldMs: Number(values['cold-ms']),
    engineMs: Number(values['engine-ms']),
  },
  seed: Number(values.seed),
};

const rows: Row[] = [];
for (const exponent of numbers(values.exponents)) {
  for (const machines of numbers(values.machines)) {
    const found = answer({ ...common, exponent, machines });
    const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
    rows.push({
      exponent: String(exponent),
      machines: String(machines),
      'live isolates': found.live.toLocaleString('en'),
      'cold starts': percent(found.coldShare),
      'put to sleep/s': found.evictionsPerSecond.toFixed(0),
      'p50 ms': found.p50Ms.toFixed(2),
      'p99 ms': found.p99Ms.toFixed(2),
      'turned away': percent(found.turnedAwayShare),
      'sandboxes busy': percent(found.busyShare),
      'busiest machine': `${found.imbalance.toFixed(2)} × its share`,
    });
  }
}
const { functions, requestsPerSecond, requests, machine, costs, seed } = common;
const n = (value: number): string => value.toLocaleString('en');
const report = `# Simulation of scale

What if ${n(functions)} functions were called ${n(requestsPerSecond)} times a second, on one machine or on several? The answer comes from a
simulation in which the pool's own code decides: admission, placement, and which isolates sleep. Made by
\`npm run simulate -- --out docs/simulation.md\`; the same options give the same figures.

- **Popularity** follows Zipf's law: the function of rank _k_ is called in proportion to 1 / _k_ to the power of the
  exponent. With 1, a tenth of all functions get about four fifths of all calls.
- **Each machine** has ${machine.cores} cores, as many sandboxes, and ${n(poolMemoryMb)} MB for its pool. Each function has one machine,
  chosen by chance, as a hash of its name would.
- **Costs**, taken from the bench: ${costs.warmMs} ms of a sandbox's thread for a call, ${costs.coldMs} ms more where its isolate has to be made,
  ${costs.engineMs} ms in the engine. Change them with \`--warm-ms\`, \`--cold-ms\` and \`--engine-ms\`.
- **Counted** are ${n(requests)} requests after as many that filled the pools; seed ${seed}.

${section('Answers', rows)}
## Reading it

- Where the sandboxes are busy all the time, one machine is too small: its queue fills, and callers are turned away.
- A second machine helps twice, with more threads and with memory for more isolates, and so with fewer cold starts.
- Where nothing is put to sleep, the cold starts that are left are first calls: memory cannot help any more.
- The more unequal the popularity, the less even the load: the machine with the most popular functions has several times
  its share, and another one beside it changes nothing about that.

## How far to trust it

A test plays the same calls to a real pool with real sandboxes and to the model: which sandbox gets a call, whether it
starts cold and how many isolates sleep are the same for calls one after the other, and within a tenth for calls that
overlap. What the model leaves out: sandboxes sharing cores with the engine and with each other, functions that wait for
something, isolates that grow, and sandboxes that are lost. Its latencies are therefore a lower bound; its cold starts
and memory are what the pool would do.
`;
process.stdout.write(report);
if (values.out) await writeFile(values.out, report);
