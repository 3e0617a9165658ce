import { sizePool, type MachineSize } from '../../src/engine/pool/pool-size.ts';
import { percentile } from '../load.ts';
import { createEventQueue } from './event-queue.ts';
import { createPoolModel, type Costs, type Outcome } from './pool-model.ts';
import { createRandom, createZipf } from './random.ts';

export interface Question {
  functions: number;
  /** How unequal their popularity is: 0 is equal, 1 is usual for what people choose. */
  exponent: number;
  machines: number;
  machine: MachineSize;
  /** Of each machine. */
  poolMemoryMb: number;
  requestsPerSecond: number;
  /** Counted; as many before them fill the pools. */
  requests: number;
  costs: Costs;
  seed: number;
}

export interface Answer {
  coldShare: number;
  p50Ms: number;
  p99Ms: number;
  turnedAwayShare: number;
  /** On all machines. */
  live: number;
  evictionsPerSecond: number;
  /** Of the sandboxes' threads. */
  busyShare: number;
  /** Of the requests, what the machine with the most had, compared with an even share. */
  imbalance: number;
}

/** Requests arrive by chance at their rate; each function has one machine, as a hash of its name would give it. */
export function answer(question: Question): Answer {
  const { machines, machine, costs, requestsPerSecond, requests } = question;
  const random = createRandom(question.seed);
  const pick = createZipf(question.functions, question.exponent, random);
  const homes = Uint16Array.from({ length: question.functions }, () => Math.floor(random() * machines));
  const events = createEventQueue();
  const size = sizePool(machine, { memoryMb: question.poolMemoryMb });
  const models = homesOf(machines, () =>
    createPoolModel({ size, maxConcurrent: 100, maxQueued: 1_000, costs, events }),
  );

  const outcomes: Outcome[] = [];
  const perMachine = new Float64Array(machines);
  let arrived = 0;
  let counting = false;
  const arrive = (): void => {
    const called = pick();
    const home = homes[called] ?? 0;
    if (counting) perMachine[home]! += 1;
    const counted = counting;
    models[home]!.call(called, (outcome) => counted && outcomes.push(outcome));
    arrived += 1;
    if (arrived < (counting ? 2 : 1) * requests) events.at(events.nowMs + nextGapMs(), arrive);
  };
  const nextGapMs = (): number => (-Math.log(1 - random()) * 1_000) / requestsPerSecond;

  events.at(0, arrive);
  events.runUntil(Infinity);
  const before = { atMs: events.nowMs, evictions: sum(models, 'evictions'), busyMs: sum(models, 'busyMs') };
  counting = true;
  events.at(events.nowMs, arrive);
  events.runUntil(Infinity);

  const tookMs = events.nowMs - before.atMs;
  const served = outcomes.filter(({ sandbox }) => sandbox !== null);
  const latencies = served.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  return {
    coldShare: served.filter(({ cold }) => cold).length / served.length,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    turnedAwayShare: 1 - served.length / outcomes.length,
    live: sum(models, 'live'),
    evictionsPerSecond: ((sum(models, 'evictions') - before.evictions) / tookMs) * 1_000,
    busyShare: (sum(models, 'busyMs') - before.busyMs) / tookMs / (machines * size.sandboxes),
    imbalance: Math.max(...perMachine) / (requests / machines),
  };
}

function homesOf<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

function sum<Key extends string>(all: readonly Record<Key, number>[], key: Key): number {
  return all.reduce((total, one) => total + one[key], 0);
}
