import type { LossCause } from './aftermath.ts';
import { readMainThreadCpuMs, type ReadRss } from './process-usage.ts';
import type { GuestRun, Sandbox } from './sandbox.ts';
import { judge, residentLimitBytes, type IsolateMemory, type Observation, type Verdict } from './watchdog.ts';

export interface PatrolOptions {
  sandboxes(): Iterable<Sandbox>;
  readRss: ReadRss;
  condemn(sandbox: Sandbox, cause: LossCause, suspect: GuestRun | null): void;
  /** Gives it no more work. */
  drain(sandbox: Sandbox): void;
  /** After each round; false ends the patrol until it is started again. */
  goOn(): boolean;
}

/** Looks at the sandboxes from outside while something runs in them, and ends those that got out of hand. */
export interface Patrol {
  /** Starts the rounds unless they go on already. */
  start(): void;
  dispose(): void;
}

/** A function can fill some hundred megabytes in a tenth of a second. */
const roundMs = 50;
/** Every sandbox with work is asked for a sign of life, and what its isolates use, this often. */
const measureMs = 1_000;

export function createPatrol(options: PatrolOptions): Patrol {
  const notes = new WeakMap<Sandbox, Notes>();
  let timer: NodeJS.Timeout | null = null;

  const round = async (): Promise<void> => {
    const sandboxes = [...options.sandboxes()].filter(isWatched);
    await Promise.all(sandboxes.map(async (sandbox) => (sandbox.rssBytes = await options.readRss(sandbox.pid))));
    // What the sandboxes said while this process was busy is read first: between timers and here.
    setImmediate(() => {
      for (const sandbox of sandboxes) look(sandbox, noteOf(sandbox), options);
      if (timer !== null) timer = options.goOn() ? setTimeout(() => void round(), roundMs) : null;
    });
  };

  const noteOf = (sandbox: Sandbox): Notes => {
    const known = notes.get(sandbox) ?? { run: null, cpuAtFirstLookMs: null, askedAtMs: 0, floorBytes: 0 };
    notes.set(sandbox, known);
    return known;
  };

  return {
    start: () => {
      timer ??= setTimeout(() => void round(), roundMs);
    },
    dispose: () => {
      clearTimeout(timer ?? undefined);
      timer = null;
    },
  };
}

/** What one look leaves for the next. */
interface Notes {
  run: GuestRun | null;
  cpuAtFirstLookMs: number | null;
  askedAtMs: number;
  /** Its resident memory when it last kept its limit, or the least since. */
  floorBytes: number;
}

function isWatched({ state, isKilled }: Sandbox): boolean {
  return state !== 'starting' && !isKilled;
}

function look(sandbox: Sandbox, notes: Notes, options: PatrolOptions): void {
  if (!isWatched(sandbox)) return;
  const nowMs = performance.now();
  const seen = observe(sandbox, notes, nowMs);
  const verdict = judge(seen);
  const longest = sandbox.takeLongestRun();
  if (verdict === 'bloated' && sandbox.state === 'ready') options.drain(sandbox);
  if (verdict === 'fine' || (verdict === 'bloated' && seen.invocations > 0)) return askForLife(sandbox, notes, nowMs);
  const suspect = verdict === 'memory' ? longest : verdict === 'wedged' ? sandbox.inside : null;
  options.condemn(sandbox, causeOf(verdict, seen), suspect);
}

function observe(sandbox: Sandbox, notes: Notes, nowMs: number): Observation {
  const { inside } = sandbox;
  if (inside === null || notes.run !== inside) {
    notes.run = inside;
    notes.cpuAtFirstLookMs = inside === null ? null : readMainThreadCpuMs(sandbox.pid);
  }
  const { rssBytes } = sandbox;
  const rssLimitBytes = residentLimitBytes(isolateMemory(sandbox));
  const grownBytes = (rssBytes ?? 0) - notes.floorBytes;
  // Past its limit what it grew by adds up, or a function that grows slowly would never be told from one that stands still.
  if (rssBytes !== null && (rssBytes <= rssLimitBytes || grownBytes < 0)) notes.floorBytes = rssBytes;
  const owedSince = sandbox.owesAnswerSinceMs;
  return {
    inside: inside === null ? null : observeRun(sandbox, inside, notes.cpuAtFirstLookMs, nowMs),
    silentForMs: owedSince === null ? null : nowMs - Math.max(owedSince, sandbox.latestNewsMs),
    rssBytes,
    grownBytes,
    rssLimitBytes,
    invocations: sandbox.invocations.size,
  };
}

/** For a run of an invocation that ended long ago: nothing legal takes longer. */
const unknownLimits = { cpuMs: 1_000, wallMs: 1_000 };

function observeRun(sandbox: Sandbox, run: GuestRun, cpuBeforeMs: number | null, nowMs: number): Observation['inside'] {
  const limits = run.invocation?.placed.deployment.source.limits ?? unknownLimits;
  const cpuNowMs = cpuBeforeMs === null ? null : readMainThreadCpuMs(sandbox.pid);
  return {
    forMs: nowMs - run.sinceMs,
    cpuMs: cpuNowMs === null || cpuBeforeMs === null ? null : cpuNowMs - cpuBeforeMs,
    cpuLimitMs: limits.cpuMs,
    wallLimitMs: limits.wallMs,
  };
}

function* isolateMemory(sandbox: Sandbox): Generator<IsolateMemory> {
  for (const { placed, heapBytes, invocations } of sandbox.isolates.values()) {
    yield { heapBytes, heapLimitMb: placed.deployment.source.limits.heapMb, busy: invocations > 0 };
  }
}

function askForLife(sandbox: Sandbox, notes: Notes, nowMs: number): void {
  if (sandbox.owesAnswerSinceMs !== null || nowMs - notes.askedAtMs < measureMs) return;
  notes.askedAtMs = nowMs;
  sandbox.owesAnswerSinceMs = nowMs;
  sandbox.send({ type: 'measure' });
}

function causeOf(verdict: Exclude<Verdict, 'fine'>, seen: Observation): LossCause {
  if (verdict === 'wedged') return { kind: 'wedged', cpuMs: seen.inside?.cpuMs ?? seen.inside?.forMs ?? 0 };
  if (verdict === 'memory') return { kind: 'memory' };
  return verdict === 'silent' ? { kind: 'lost' } : { kind: 'replaced' };
}
