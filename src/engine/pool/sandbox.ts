import { IdTable } from '../../kit/id-table.ts';
import type { DeploymentId, FromSandbox, InvocationId, ToSandbox, Usage } from '../../protocol/messages.ts';
import type { PlacedDeployment } from './deployments.ts';
import type { Invocation, InvocationPlace } from './invocation.ts';
import { patienceMs } from './placement.ts';
import { isolateMemoryBytes } from './sleep.ts';
import type { SandboxExit, SandboxLink, StartSandbox } from './sandbox-link.ts';

/** A deployment's isolate in one sandbox; it may not exist yet, or not any more. */
export interface PlacedIsolate {
  readonly sandbox: Sandbox;
  readonly placed: PlacedDeployment;
  warm: boolean;
  heapBytes: number;
  /** What it takes of the pool's memory budget. */
  memoryBytes: number;
  /** Dispatched and not finished, those given up by the engine included. */
  invocations: number;
  /** When something was last dispatched to it or ended in it. */
  usedAtMs: number;
  /** When the isolate that is there was made, and what has ended in it since. */
  madeAtMs: number;
  served: number;
}

/** A run of guest code: whose, and since when the engine knows of it. */
export interface GuestRun {
  /** Null for an invocation the engine does not know any more. */
  invocation: Invocation | null;
  sinceMs: number;
}

/** An answer whose body is on its way. */
interface PipedAnswer {
  answer: Answered;
  /** Null for one the engine does not know any more. */
  invocation: Invocation | null;
  left: number;
}

type Answered = Extract<FromSandbox, { type: 'answered' }>;

export interface SandboxHooks {
  ready(sandbox: Sandbox): void;
  /** It broke the protocol. */
  invalid(sandbox: Sandbox, reason: string): void;
  closed(sandbox: Sandbox, exit: SandboxExit): void;
}

/** What the engine knows of one sandbox process, kept up to date by its messages. */
export class Sandbox implements InvocationPlace {
  readonly id: number;
  /** A draining one is left to finish what it has, unless it was killed. */
  state: 'starting' | 'ready' | 'draining' = 'starting';
  rssBytes: number | null = null;
  /** Since when it owes an answer to `measure`. */
  owesAnswerSinceMs: number | null = null;
  latestNewsMs = performance.now();
  inside: GuestRun | null = null;
  isKilled = false;
  /** A sandbox may enter an invocation once more after its end, to tell the function that it was cancelled. */
  #latestFinished: Invocation | null = null;
  /** The longest run of guest code since the last `takeLongestRun`. */
  #longestRun: { run: GuestRun; tookMs: number } | null = null;
  readonly isolates = new Map<DeploymentId, PlacedIsolate>();
  /** What its isolates together take of the memory budget. */
  isolateBytes = 0;
  readonly invocations = new IdTable<Invocation>();
  /** Those of heavy functions among them. */
  heavyInvocations = 0;
  /** Those of code that nobody has seen run. */
  readonly #unproven = new Set<Invocation>();
  /** Whose bytes come on the body pipe, in order. */
  readonly #expected: PipedAnswer[] = [];
  readonly #link: SandboxLink;
  readonly #hooks: SandboxHooks;

  constructor(id: number, start: StartSandbox, hooks: SandboxHooks) {
    this.id = id;
    this.#hooks = hooks;
    this.#link = start({
      message: (message) => this.#receive(message),
      piped: (bytes) => this.#takePiped(bytes),
      invalid: (reason) => hooks.invalid(this, reason),
      closed: (exit) => hooks.closed(this, exit),
    });
  }

  get pid(): number {
    return this.#link.pid;
  }

  send(message: ToSandbox): void {
    this.#link.send(message);
  }

  kill(): void {
    this.state = 'draining';
    this.isKilled = true;
    this.#link.kill();
  }

  dispatch(invocation: Invocation): void {
    const isolate = this.#isolateFor(invocation.placed);
    isolate.invocations += 1;
    isolate.usedAtMs = performance.now();
    this.invocations.set(invocation.id, invocation);
    if (invocation.isHeavy) this.heavyInvocations += 1;
    if (!invocation.placed.isProven) this.#unproven.add(invocation);
    invocation.dispatch(this);
  }

  /** Invocations of code that nobody has seen run, those of `own` left out. */
  unprovenBeside(own: PlacedDeployment): number {
    let count = 0;
    if (this.#unproven.size === 0) return count;
    for (const { placed } of this.#unproven) if (placed !== own) count += 1;
    return count;
  }

  undeploy(deployment: DeploymentId): void {
    const isolate = this.isolates.get(deployment);
    if (isolate === undefined) return;
    this.isolates.delete(deployment);
    this.isolateBytes -= isolate.memoryBytes;
    this.send({ type: 'undeploy', deployment });
  }

  /**
   * Whether an invocation's code may have run. A sandbox says whose function it enters before it does, but not each
   * quick invocation of the same function: what it had done when it died is not always known.
   */
  mayHaveStarted(invocation: Invocation): boolean {
    if (invocation.started || this.inside === null) return invocation.started;
    return this.inside.invocation === null || this.inside.invocation.placed === invocation.placed;
  }

  /** The run that took longest since this was last asked: the first suspect for memory that appeared meanwhile. */
  takeLongestRun(): GuestRun | null {
    this.#leave(performance.now());
    const longest = this.#longestRun;
    this.#longestRun = null;
    return longest?.run ?? null;
  }

  #isolateFor(placed: PlacedDeployment): PlacedIsolate {
    const known = this.isolates.get(placed.id);
    if (known !== undefined) return known;
    const memoryBytes = isolateMemoryBytes(0);
    const isolate: PlacedIsolate = {
      sandbox: this,
      placed,
      warm: false,
      heapBytes: 0,
      memoryBytes,
      invocations: 0,
      usedAtMs: 0,
      madeAtMs: 0,
      served: 0,
    };
    this.isolates.set(placed.id, isolate);
    this.isolateBytes += memoryBytes;
    this.send({ type: 'deploy', deployment: placed.id, source: placed.deployment.source });
    return isolate;
  }

  #receive(message: FromSandbox): void {
    this.latestNewsMs = performance.now();
    switch (message.type) {
      case 'ready':
        if (this.state !== 'starting') return;
        this.state = 'ready';
        return this.#hooks.ready(this);
      case 'entering':
        return this.#enter(message.invocation);
      case 'measured':
        this.owesAnswerSinceMs = null;
        for (const { deployment, heapBytes } of message.isolates) {
          this.#noteHeap(this.isolates.get(deployment), heapBytes);
        }
        return;
      case 'isolateGone':
        return this.#isolateGone(message.deployment);
      default:
        return this.#converse(message);
    }
  }

  #enter(id: InvocationId | null): void {
    this.#leave(this.latestNewsMs);
    if (this.inside !== null && this.#unproven.size > 0) this.#leaveFirst(this.inside);
    if (id === null) {
      this.inside = null;
      return;
    }
    const invocation = this.invocations.get(id) ?? (this.#latestFinished?.id === id ? this.#latestFinished : null);
    this.inside = { invocation, sinceMs: this.latestNewsMs };
    if (invocation === null) return;
    invocation.markStarted();
    const isolate = this.isolates.get(invocation.placed.id);
    if (isolate === undefined || isolate.warm) return;
    isolate.warm = true;
    isolate.madeAtMs = this.latestNewsMs;
    isolate.served = 0;
  }

  /** A long first run leaves open what the code is like. */
  #leaveFirst({ invocation, sinceMs }: GuestRun): void {
    if (invocation === null || !this.#unproven.delete(invocation)) return;
    if (this.latestNewsMs - sinceMs <= patienceMs) this.#prove(invocation.placed);
  }

  #leave(nowMs: number): void {
    if (this.inside === null) return;
    const tookMs = nowMs - this.inside.sinceMs;
    if (tookMs >= (this.#longestRun?.tookMs ?? 0)) this.#longestRun = { run: this.inside, tookMs };
  }

  /** It has left the sandbox to others soon; or it has ended, and used little of the CPU, however long that took. */
  #prove(placed: PlacedDeployment): void {
    placed.isProven = true;
    for (const other of this.#unproven) if (other.placed === placed) this.#unproven.delete(other);
  }

  #noteHeap(isolate: PlacedIsolate | undefined, heapBytes: number): void {
    if (isolate === undefined) return;
    const memoryBytes = isolateMemoryBytes(heapBytes);
    this.isolateBytes += memoryBytes - isolate.memoryBytes;
    isolate.heapBytes = heapBytes;
    isolate.memoryBytes = memoryBytes;
  }

  #isolateGone(deployment: DeploymentId): void {
    const isolate = this.isolates.get(deployment);
    if (isolate === undefined) return;
    isolate.warm = false;
    this.#noteHeap(isolate, 0);
  }

  #converse(message: Extract<FromSandbox, { invocation: InvocationId }>): void {
    const invocation = this.invocations.get(message.invocation);
    // Only a sandbox that is not ours any more says more: it could end a body that is not there yet.
    if (invocation?.isPiped) return;
    invocation?.markStarted();
    if (message.type === 'answered' && message.piped > 0) return this.#expectPiped(message, invocation ?? null);
    if (invocation === undefined) return;
    if (message.type === 'answered') this.#finished(invocation, message);
    else if (message.type === 'finished') this.#finished(invocation, message.usage);
    invocation.receive(message);
  }

  /** Its bytes come whether or not anybody still wants them. */
  #expectPiped(answer: Answered, invocation: Invocation | null): void {
    this.#expected.push({ answer, invocation, left: answer.piped });
    this.#link.readPipe(answer.piped);
    invocation?.beginPiped(answer);
  }

  #takePiped(bytes: Uint8Array): void {
    this.latestNewsMs = performance.now();
    for (let at = 0; at < bytes.byteLength;) {
      const expected = this.#expected[0];
      if (expected === undefined) return;
      const piece = bytes.subarray(at, at + expected.left);
      at += piece.byteLength;
      expected.left -= piece.byteLength;
      expected.invocation?.takePiped(piece);
      if (expected.left === 0) this.#endPiped(this.#expected.shift()!);
    }
  }

  #endPiped({ answer, invocation }: PipedAnswer): void {
    if (invocation === null) return;
    this.#finished(invocation, answer);
    invocation.endPiped(answer);
  }

  #finished(invocation: Invocation, { cpuMs, heapBytes }: Usage): void {
    this.invocations.delete(invocation.id);
    this.#unproven.delete(invocation);
    if (!invocation.placed.isProven && cpuMs <= patienceMs) this.#prove(invocation.placed);
    if (invocation.isHeavy) this.heavyInvocations -= 1;
    this.#latestFinished = invocation;
    const isolate = this.isolates.get(invocation.placed.id);
    if (isolate === undefined) return;
    isolate.invocations -= 1;
    isolate.served += 1;
    isolate.usedAtMs = this.latestNewsMs;
    // What broke the limit has taken its isolate along.
    if (heapBytes > 0 && isolate.warm) this.#noteHeap(isolate, heapBytes);
  }
}
