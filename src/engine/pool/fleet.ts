import { lowerPriority } from '../stand-back.ts';
import { causeOfExit, type LossCause } from './aftermath.ts';
import type { PoolLog } from './pool.ts';
import { restartPauseMs } from './restart-pause.ts';
import { Sandbox, type GuestRun, type SandboxHooks } from './sandbox.ts';
import type { SandboxExit, StartSandbox } from './sandbox-link.ts';

export interface FleetOptions {
  /**
   * Sandboxes all functions share. One is started at once; the rest once there was work, and one more that is kept
   * ready to take the place of a lost one.
   */
  size: number;
  start: StartSandbox;
  log: PoolLog;
  /** Somewhere there is new room for work. */
  onRoom(): void;
  /** A sandbox is gone with what was in it. `suspect` is whose code it was in. */
  onLost(sandbox: Sandbox, cause: LossCause, suspect: GuestRun | null): void;
}

/** Why a function runs apart: what it is not trusted for, or what it has done. */
export type Quarantine = 'untrusted' | 'struck';

/** Quarantine sandboxes at most; past it functions of one kind share them. */
const maxQuarantines = 4;
/** The lane ends when no heavy function has needed it for so long. */
const laneIdleMs = 60_000;
/** A quarantine stays this long after its last use, for functions that are not known to misbehave. */
const idleMs = 60_000;
const startLimitMs = 30_000;

/** The sandboxes of a pool: as many as asked for, a spare, a lane for heavy functions, and quarantines. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #shared = new Set<Sandbox>();
  readonly #quarantines = new Map<string, Sandbox>();
  #lane: Sandbox | null = null;
  #isLaneUsed = false;
  #laneTimer: NodeJS.Timeout | undefined;
  readonly #kinds = new WeakMap<Sandbox, Quarantine>();
  #spare: Sandbox | null = null;
  #isGrown = false;
  /** Every process that has not ended yet. */
  readonly #alive = new Set<Sandbox>();
  readonly #doomed = new Map<Sandbox, { cause: LossCause; suspect: GuestRun | null }>();
  readonly #startLimits = new Map<Sandbox, NodeJS.Timeout>();
  readonly #hooks: SandboxHooks;
  #latestId = 0;
  #failedStarts = 0;
  #pause: NodeJS.Timeout | null = null;
  #disposing: (() => void) | null = null;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#hooks = {
      ready: (sandbox) => this.#ready(sandbox),
      invalid: (sandbox, reason) => this.#invalid(sandbox, reason),
      closed: (sandbox, exit) => this.#closed(sandbox, exit),
    };
    this.#fill();
  }

  get shared(): ReadonlySet<Sandbox> {
    return this.#shared;
  }

  get alive(): ReadonlySet<Sandbox> {
    return this.#alive;
  }

  /**
   * The quarantine sandbox of a function. It is started when there is none; null while nothing can be started, and while
   * all there may be are at work for functions of the other kind.
   */
  quarantineOf(functionId: string, kind: Quarantine): Sandbox | null {
    const own = this.#quarantines.get(functionId);
    if (own !== undefined && this.#kinds.get(own) === kind) return own;
    if (this.#pause !== null || this.#disposing !== null) return null;
    const sandbox = this.#makeQuarantine() ?? this.#emptiestQuarantine(kind);
    if (sandbox === undefined) return null;
    this.#quarantines.set(functionId, sandbox);
    this.#kinds.set(sandbox, kind);
    if (kind === 'struck') lowerPriority(sandbox.pid, struckBy);
    this.#fill();
    return sandbox;
  }

  /** The sandbox for heavy functions; there is none while nobody needs it. */
  get lane(): Sandbox | null {
    return this.#lane;
  }

  /** A heavy function needs the lane: it is started when there is none. */
  useLane(): void {
    this.#isLaneUsed = true;
    if (this.#lane !== null || this.#pause !== null || this.#disposing !== null) return;
    this.#lane = this.#takeSpare();
    lowerPriority(this.#lane.pid, laneBy);
    this.#laneTimer ??= setInterval(() => this.#closeUnusedLane(), laneIdleMs).unref();
    this.#fill();
  }

  /** Ends the quarantines nothing runs in and no quarantined function needs. */
  releaseQuarantines(isQuarantined: (functionId: string) => boolean): void {
    for (const [functionId, sandbox] of this.#quarantines) {
      // One that starts was asked for by what waits for it: ended, it would only be asked for again.
      if (sandbox.state === 'starting' || sandbox.invocations.size > 0) continue;
      if (isQuarantined(functionId) || isInUse(sandbox)) continue;
      this.#quarantines.delete(functionId);
      if (![...this.#quarantines.values()].includes(sandbox)) this.condemn(sandbox, { kind: 'replaced' }, null);
    }
  }

  /** Something has run, so there is something to gain and to lose: from now on it has its size, and a spare. */
  grow(): void {
    if (this.#isGrown) return;
    this.#isGrown = true;
    this.#fill();
  }

  get hasQuarantines(): boolean {
    return this.#quarantines.size > 0;
  }

  /** Kills a sandbox for a reason of ours. Another takes its place at once. */
  condemn(sandbox: Sandbox, cause: LossCause, suspect: GuestRun | null): void {
    if (!this.#doom(sandbox, cause, suspect)) return;
    this.#fill();
    this.#options.onRoom();
  }

  #doom(sandbox: Sandbox, cause: LossCause, suspect: GuestRun | null): boolean {
    if (this.#doomed.has(sandbox)) return false;
    this.#doomed.set(sandbox, { cause, suspect });
    this.#withdraw(sandbox);
    sandbox.kill();
    return true;
  }

  /** Gives a sandbox no more work. Another takes its place at once; it is left to finish what it has. */
  drain(sandbox: Sandbox): void {
    sandbox.state = 'draining';
    this.#withdraw(sandbox);
    this.#fill();
  }

  /** Kills everything and resolves when no process is left. */
  dispose(): Promise<void> {
    return new Promise((resolve) => {
      this.#disposing = resolve;
      clearTimeout(this.#pause ?? undefined);
      clearInterval(this.#laneTimer);
      for (const sandbox of this.#alive) sandbox.kill();
      if (this.#alive.size === 0) resolve();
    });
  }

  #closeUnusedLane(): void {
    const lane = this.#lane;
    if (this.#isLaneUsed || (lane !== null && lane.invocations.size > 0)) {
      this.#isLaneUsed = false;
      return;
    }
    clearInterval(this.#laneTimer);
    this.#laneTimer = undefined;
    if (lane !== null) this.condemn(lane, { kind: 'replaced' }, null);
  }

  #ready(sandbox: Sandbox): void {
    this.#failedStarts = 0;
    this.#startedOrEnded(sandbox);
    this.#fill();
    this.#options.onRoom();
  }

  #invalid(sandbox: Sandbox, reason: string): void {
    this.#options.log.warn({ sandbox: sandbox.id, reason }, 'a sandbox broke the protocol and is replaced');
    this.condemn(sandbox, { kind: 'crashed', how: 'it broke its protocol', outOfMemory: false }, sandbox.inside);
  }

  #closed(sandbox: Sandbox, exit: SandboxExit): void {
    const diedStarting = sandbox.state === 'starting';
    const doom = this.#doomed.get(sandbox) ?? { cause: causeOfExit(exit), suspect: sandbox.inside };
    this.#doomed.delete(sandbox);
    this.#alive.delete(sandbox);
    this.#startedOrEnded(sandbox);
    this.#withdraw(sandbox);
    if (this.#disposing !== null) {
      if (this.#alive.size === 0) this.#disposing();
      return;
    }
    const fields = { sandbox: sandbox.id, pid: sandbox.pid, cause: doom.cause, ...exit };
    this.#options.log.warn(fields, 'a sandbox ended and is replaced');
    if (diedStarting) this.#pauseStarts();
    this.#fill();
    this.#options.onLost(sandbox, doom.cause, doom.suspect);
    this.#options.onRoom();
  }

  #pauseStarts(): void {
    clearTimeout(this.#pause ?? undefined);
    this.#pause = setTimeout(() => {
      this.#pause = null;
      this.#fill();
      this.#options.onRoom();
    }, restartPauseMs(this.#failedStarts));
    this.#failedStarts += 1;
  }

  /** Starts what is missing. The spare waits until the others are ready, so as not to slow them. */
  #fill(): void {
    if (this.#disposing !== null || this.#pause !== null) return;
    const wanted = this.#isGrown ? this.#options.size : 1;
    while (this.#shared.size < wanted) this.#shared.add(this.#takeSpare());
    const settled = [...this.#shared].every((sandbox) => sandbox.state === 'ready');
    if (this.#isGrown && this.#spare === null && settled) this.#spare = this.#start();
  }

  #takeSpare(): Sandbox {
    const sandbox = this.#spare ?? this.#start();
    this.#spare = null;
    return sandbox;
  }

  #start(): Sandbox {
    const sandbox = new Sandbox(++this.#latestId, this.#options.start, this.#hooks);
    this.#alive.add(sandbox);
    const giveUp = setTimeout(() => this.condemn(sandbox, { kind: 'lost' }, null), startLimitMs);
    this.#startLimits.set(sandbox, giveUp);
    return sandbox;
  }

  #startedOrEnded(sandbox: Sandbox): void {
    clearTimeout(this.#startLimits.get(sandbox));
    this.#startLimits.delete(sandbox);
  }

  #withdraw(sandbox: Sandbox): void {
    this.#shared.delete(sandbox);
    if (this.#spare === sandbox) this.#spare = null;
    if (this.#lane === sandbox) this.#lane = null;
    for (const [functionId, other] of this.#quarantines) {
      if (other === sandbox) this.#quarantines.delete(functionId);
    }
  }

  /** One more, in place of an idle one where there are enough; undefined when all there may be are at work. */
  #makeQuarantine(): Sandbox | undefined {
    const all = new Set(this.#quarantines.values());
    if (all.size >= maxQuarantines) {
      const idle = [...all].find(({ state, invocations }) => state === 'ready' && invocations.size === 0);
      if (idle === undefined) return undefined;
      // Nobody is told of room here: this is asked while a place is looked for.
      this.#doom(idle, { kind: 'replaced' }, null);
    }
    return this.#takeSpare();
  }

  #emptiestQuarantine(kind: Quarantine): Sandbox | undefined {
    const alike = [...this.#quarantines.values()].filter((sandbox) => this.#kinds.get(sandbox) === kind);
    return alike.toSorted((a, b) => a.isolates.size - b.isolates.size)[0];
  }
}

function isInUse({ isolates }: Sandbox): boolean {
  const since = performance.now() - idleMs;
  return [...isolates.values()].some(({ usedAtMs }) => usedAtMs > since);
}

/** A third of what others get where the CPU is short. */
const laneBy = 5;
/** A tenth. The lowest of all would starve a function that has mended its ways. */
const struckBy = 10;
