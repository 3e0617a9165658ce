import { createAdmission } from '../../src/engine/pool/admission.ts';
import { createHeaviness } from '../../src/engine/pool/heaviness.ts';
import { choosePlace, patienceMs } from '../../src/engine/pool/placement.ts';
import type { PoolSize } from '../../src/engine/pool/pool-size.ts';
import { createRoom, type Roomy, type RoomyIsolate } from '../../src/engine/pool/room.ts';
import { isolateMemoryBytes } from '../../src/engine/pool/sleep.ts';
import type { EventQueue } from './event-queue.ts';

/** What work costs, in milliseconds. */
export interface Costs {
  /** An invocation, of its sandbox's thread. */
  warmMs: number;
  /** Making an isolate for it, on top. */
  coldMs: number;
  /** What a function computes, on top of both; nothing when left out. */
  computeMs?(functionNumber: number): number;
  /** The engine's own part of a request, before and after. */
  engineMs: number;
}

export interface ModelOptions {
  size: PoolSize;
  maxConcurrent: number;
  maxQueued: number;
  costs: Costs;
  events: EventQueue;
}

export interface Outcome {
  /** Null when it was turned away. */
  sandbox: number | null;
  cold: boolean;
  latencyMs: number;
}

/**
 * The pool of one machine without the machine: the pool's own admission, placement and sleep decide, and a sandbox is
 * a thread that does one invocation after the other.
 */
export interface PoolModel {
  call(functionNumber: number, ended: (outcome: Outcome) => void): void;
  readonly live: number;
  readonly evictions: number;
  /** Of all its sandboxes together. */
  readonly busyMs: number;
}

interface Job {
  functionNumber: number;
  arrivedAtMs: number;
  cold: boolean;
  isHeavy: boolean;
  ended: (outcome: Outcome) => void;
}

interface ModelIsolate extends RoomyIsolate {
  invocations: number;
  usedAtMs: number;
}

interface ModelSandbox extends Roomy {
  readonly id: number;
  readonly isLane: boolean;
  isolateBytes: number;
  readonly isolates: Map<number, ModelIsolate>;
  readonly invocations: Set<Job>;
  heavyInvocations: number;
  readonly waiting: Job[];
  running: { job: Job; sinceMs: number } | null;
}

export function createPoolModel({ size, maxConcurrent, maxQueued, costs, events }: ModelOptions): PoolModel {
  const admission = createAdmission<Job>({ maxRunning: maxConcurrent, maxWaiting: maxQueued });
  const heaviness = createHeaviness();
  const sandboxes = Array.from({ length: size.sandboxes }, (_, index) => createSandbox(index + 1, false));
  const room = createRoom({ size, maxMappings: null, sandboxes: () => sandboxes, readMappings: async () => null });
  /** Functions that have run and left their sandbox soon. */
  const proven = new Set<number>();
  let busyMs = 0;

  const place = (job: Job): ModelSandbox | null => {
    const functionId = String(job.functionNumber);
    job.isHeavy = heaviness.isHeavy(functionId);
    if (job.isHeavy && !sandboxes.some(({ isLane }) => isLane)) {
      sandboxes.push(createSandbox(sandboxes.length + 1, true));
    }
    const open = sandboxes.filter((one) => one.isolates.has(job.functionNumber) || !room.isFull(one));
    const candidates = open.map((one) => ({
      id: one.id,
      isLane: one.isLane,
      holdsDeployment: one.isolates.has(job.functionNumber),
      invocations: one.invocations.size,
      ownInvocations: one.isolates.get(job.functionNumber)?.invocations ?? 0,
      heavyInvocations: one.heavyInvocations,
      unprovenInvocations: [...one.invocations].filter((other) => isUnproven(other) && isOther(other, job)).length,
      isolates: one.isolates.size,
      insideMs: one.running === null ? 0 : events.nowMs - one.running.sinceMs,
      insideFunction: one.running === null ? null : String(one.running.job.functionNumber),
    }));
    const chosen = choosePlace({ functionId, isHeavy: job.isHeavy }, candidates);
    return open.find(({ id }) => id === chosen) ?? null;
  };

  const isUnproven = (job: Job): boolean => !proven.has(job.functionNumber);
  const isOther = (job: Job, than: Job): boolean => job.functionNumber !== than.functionNumber;

  const isolateFor = (sandbox: ModelSandbox, job: Job): ModelIsolate => {
    const known = sandbox.isolates.get(job.functionNumber);
    if (known !== undefined) return known;
    room.makeFor(sandbox);
    job.cold = true;
    const memoryBytes = isolateMemoryBytes(0);
    const isolate = { sandbox, placed: { id: job.functionNumber }, memoryBytes, invocations: 0, usedAtMs: 0 };
    sandbox.isolates.set(job.functionNumber, isolate);
    sandbox.isolateBytes += memoryBytes;
    return isolate;
  };

  const dispatch = (sandbox: ModelSandbox, job: Job): void => {
    const isolate = isolateFor(sandbox, job);
    isolate.invocations += 1;
    isolate.usedAtMs = events.nowMs;
    sandbox.invocations.add(job);
    if (job.isHeavy) sandbox.heavyInvocations += 1;
    sandbox.waiting.push(job);
    if (sandbox.running === null) runNext(sandbox);
  };

  const runNext = (sandbox: ModelSandbox): void => {
    const job = sandbox.waiting.shift();
    sandbox.running = job === undefined ? null : { job, sinceMs: events.nowMs };
    if (job === undefined) return;
    const tookMs = costs.warmMs + (job.cold ? costs.coldMs : 0) + (costs.computeMs?.(job.functionNumber) ?? 0);
    busyMs += tookMs;
    events.at(events.nowMs + tookMs, () => finish(sandbox, job, tookMs));
  };

  const finish = (sandbox: ModelSandbox, job: Job, tookMs: number): void => {
    const isolate = sandbox.isolates.get(job.functionNumber);
    if (isolate !== undefined) {
      isolate.invocations -= 1;
      isolate.usedAtMs = events.nowMs;
    }
    sandbox.invocations.delete(job);
    if (job.isHeavy) sandbox.heavyInvocations -= 1;
    heaviness.observe(String(job.functionNumber), tookMs);
    if (tookMs <= patienceMs) proven.add(job.functionNumber);
    admission.release(String(job.functionNumber));
    const latencyMs = events.nowMs - job.arrivedAtMs + costs.engineMs;
    job.ended({ sandbox: sandbox.id, cold: job.cold, latencyMs });
    runNext(sandbox);
    pump();
  };

  const pump = (): void => {
    for (let next = admission.take(place); next !== null; next = admission.take(place)) dispatch(next.place, next.item);
  };

  return {
    call(functionNumber, ended) {
      const job: Job = { functionNumber, arrivedAtMs: events.nowMs, cold: false, isHeavy: false, ended };
      const turnedAway = admission.offer(String(functionNumber), job);
      turnedAway?.item.ended({ sandbox: null, cold: false, latencyMs: events.nowMs - turnedAway.item.arrivedAtMs });
      pump();
    },
    get live() {
      return sandboxes.reduce((sum, { isolates }) => sum + isolates.size, 0);
    },
    get evictions() {
      return room.evictions.memory + room.evictions.mappings;
    },
    get busyMs() {
      return busyMs;
    },
  };
}

function createSandbox(id: number, isLane: boolean): ModelSandbox {
  const sandbox: ModelSandbox = {
    id,
    isLane,
    pid: id,
    isolateBytes: 0,
    isolates: new Map(),
    invocations: new Set(),
    heavyInvocations: 0,
    waiting: [],
    running: null,
    undeploy(deployment) {
      sandbox.isolateBytes -= sandbox.isolates.get(deployment)?.memoryBytes ?? 0;
      sandbox.isolates.delete(deployment);
    },
  };
  return sandbox;
}
