import type { Failure } from '../contract/invocation.ts';
import { IdTable } from '../kit/id-table.ts';
import type {
  DeploymentId,
  FromSandbox,
  InvocationId,
  IsolateMeasure,
  OperationResult,
  ToSandbox,
} from '../protocol/messages.ts';
import type { Guest } from '../guest/door.ts';
import type { Argument } from './blank-isolate.ts';
import type { BlankIsolates } from './blank-isolates.ts';
import type { BodyPipe } from './body-pipe.ts';
import { copyIn } from './copy-in.ts';
import { createDeployed, createInvocation, type Deployed, type Invocation, type WholeAnswer } from './deployed.ts';
import * as failures from './failure.ts';
import { createHost, forgetTimer } from './host.ts';
import { judgeSlice } from './judge-slice.ts';
import { createGuestIsolate, type EntryOutcome, type GuestIsolate } from './isolate.ts';
import type { Outbox } from './outbox.ts';
import { createSliceRunner, type Slice } from './slice-runner.ts';

/** CPU time for what a cancelled invocation does on its AbortSignal. */
const cancelGraceMs = 10;

/** After a batch in which something went wrong, so many invocations of the function run one by one. */
const singlyAfterTrouble = 1_000;

/** How much of its CPU time an invocation uses before its memory is measured again. */
const heapEveryCpuMs = 1;
/** Quick invocations share what was measured so long ago. */
const heapMaxAgeMs = 10;

/** Runs invocations in isolates, one slice at a time, and answers each with exactly one `finished` or `answered`. */
export interface Runtime {
  /** Messages that came together; those of one function should be neighbours. */
  handle(messages: readonly ToSandbox[]): void;
}

/**
 * Invocations of one function that arrive together share an entry into its isolate, with one deadline: each begins when
 * the one before is over, and is judged by itself. V8 tells of only one unhandled rejection an entry, and not whose it
 * was; so a function that leaves some behind, or breaks a limit, gets an entry for each invocation for a while.
 */
export function createRuntime(blanks: BlankIsolates, outbox: Outbox, pipe: BodyPipe): Runtime {
  const deployments = new Map<DeploymentId, Deployed>();
  const invocations = new IdTable<Invocation>();
  const slices = createSliceRunner(outbox);
  /** Invocations whose handlers ended during the running slice. */
  let ended: Invocation[] = [];
  /** What the running slice has answered; sent once the slice has proved to be within the limits. */
  let held: FromSandbox[] = [];

  /** Puts an invocation in line; null when there is no line for it. */
  function accept(message: Extract<ToSandbox, { type: 'dispatch' }>): Deployed | null {
    const deployed = deployments.get(message.deployment);
    if (!deployed) {
      const usage = { cpuMs: 0, heapBytes: 0 };
      const failure = failures.internal('The sandbox does not know this deployment.');
      outbox.post({ type: 'finished', invocation: message.invocation, usage, failure });
      return null;
    }
    const invocation = createInvocation(message, deployed);
    invocations.set(invocation.id, invocation);
    deployed.invocations.set(invocation.id, invocation);
    deployed.waiting.push(invocation);
    return deployed;
  }

  /** Begins all that wait, unless the module is still being loaded. */
  function startWaiting(deployed: Deployed): void {
    if (deployed.starting) return;
    deployed.starting = true;
    const { waiting } = deployed;
    for (let first = waiting[0]; first && !deployed.loader; first = waiting[0]) {
      if (deployed.isolate) enterHandlers(deployed, deployed.isolate);
      else load(first);
    }
    deployed.starting = false;
  }

  function enterHandlers(deployed: Deployed, isolate: GuestIsolate): void {
    const first = takeWaiting(deployed);
    if (deployed.waiting.length > 0 && deployed.singly === 0) {
      const slice = slices.runMany(first, (timeoutMs) => isolate.enter('dispatchMany', [packed(first)], timeoutMs));
      if (slice.outcome.type !== 'done') deployed.singly = singlyAfterTrouble;
      return judge(slice);
    }
    if (deployed.singly > 0) deployed.singly--;
    runSlice(first, (timeoutMs) => isolate.enter('dispatch', [packed(first)], timeoutMs));
  }

  function takeWaiting({ waiting }: Deployed): Invocation {
    const invocation = waiting.shift()!;
    invocation.begun = true;
    return invocation;
  }

  /** Makes the isolate and evaluates the module on this invocation's account. */
  function load(loader: Invocation): void {
    const { deployed } = loader;
    const startedAt = performance.now();
    const isolate = makeIsolate(loader);
    if (!isolate) return;
    deployed.isolate = isolate;
    deployed.loader = loader;
    runSlice(loader, (timeoutMs) => {
      const begun = isolate.enter('begin', [loader.id], timeoutMs);
      return begun.type === 'done' ? isolate.evaluate(timeoutMs) : begun;
    });
    outbox.post({ type: 'coldStart', invocation: loader.id, tookMs: performance.now() - startedAt });
  }

  function makeIsolate(loader: Invocation): GuestIsolate | null {
    const { deployed } = loader;
    const { source } = deployed;
    try {
      return createGuestIsolate(blanks.take(source.limits.heapMb), source, hostFor(deployed));
    } catch (error) {
      finish(loader, failures.thrown(error as Error));
      return null;
    }
  }

  function hostFor(deployed: Deployed) {
    return createHost(deployed, {
      find: (id) => invocations.get(id),
      post: (message) => outbox.post(message),
      answer: (invocation, message) => {
        if (invocation === slices.running) held.push(message);
        else outbox.post(message);
      },
      loaded: () => {
        deployed.loader = null;
      },
      timerFired: (invocation, timer) => resume(invocation, 'timerFired', timer),
      operationRefused: (invocation, operation, message) => {
        setImmediate(resume, invocation, 'operationDone', operation, refusal(message), undefined);
      },
      operationPerformed: (invocation, operation, { text, body, cpuMs }) => {
        invocation.cpuMs += cpuMs;
        resume(invocation, 'operationDone', operation, text, body ? copyIn(new Uint8Array(body)) : undefined);
      },
      ended: (invocation, failure) => {
        invocation.outcome = failure;
        ended.push(invocation);
      },
      next: () => next(deployed),
    });
  }

  /** The running invocation of a batch is over: it is judged before the next one begins, as if it had been alone. */
  function next(deployed: Deployed): string | undefined {
    const { running } = slices;
    if (running?.deployed !== deployed || deployed.waiting.length === 0 || !slices.mayGoOn) return undefined;
    const following = takeWaiting(deployed);
    slices.goOn(following);
    conclude(running, { type: 'done' });
    return packed(following);
  }

  /** Runs a slice of an invocation that has begun, if it is still there. */
  function resume(invocation: Invocation, method: keyof Guest, ...args: Argument[]): void {
    const { isolate } = invocation.deployed;
    if (!isolate || invocations.get(invocation.id) !== invocation) return;
    runSlice(invocation, (timeoutMs) => isolate.enter(method, [invocation.id, ...args], timeoutMs));
    startWaiting(invocation.deployed);
  }

  function runSlice(invocation: Invocation, entry: (timeoutMs: number) => EntryOutcome): void {
    judge(slices.run(invocation, entry));
  }

  function judge({ invocation, outcome }: Slice): void {
    const told = outcome.type === 'rejected' && !invocation.deployed.loader;
    conclude(invocation, told ? reportRejection(invocation, outcome.error) : outcome);
  }

  /** Sends what a slice came to, or ends its invocation. */
  function conclude(invocation: Invocation, outcome: EntryOutcome): void {
    const answers = held;
    if (answers.length > 0) held = [];
    const others = takeEnded(invocation);
    if (outcome.type === 'gone') return loseIsolate(invocation.deployed, invocation);
    const failure = judgeSlice(invocation, outcome);
    if (failure) {
      if (outcome.type === 'timedOut') end(invocation, failure);
      else finish(invocation, failure);
    } else {
      for (const message of answers) outbox.post(message);
      if (invocation.outcome !== undefined) finish(invocation, invocation.outcome);
      else {
        outbox.suspended(invocation.id);
        noteHeap(invocation);
      }
    }
    for (const other of others) finish(other, other.outcome ?? null);
  }

  /** What ended in the slice besides the invocation it belonged to. */
  function takeEnded(own: Invocation): Invocation[] {
    if (ended.length === 0) return ended;
    const others = ended.length === 1 && ended[0] === own ? none : ended.filter((invocation) => invocation !== own);
    ended = [];
    return others;
  }

  /** The guest fires its event or logs; a rejection of that again is dropped, or there would be no end. */
  function reportRejection(
    invocation: Invocation,
    error: { name: string; message: string; stack?: string },
  ): EntryOutcome {
    const { id, deployed } = invocation;
    if (!deployed.isolate) return { type: 'gone' };
    const { isolate } = deployed;
    const stack = failures.cleanStack(error.stack) ?? '';
    const { outcome } = slices.run(invocation, (timeoutMs) =>
      isolate.enter('rejected', [id, error.name, error.message, stack], timeoutMs),
    );
    return outcome.type === 'rejected' ? { type: 'done' } : outcome;
  }

  /** Measured anew when the invocation has used some CPU time since, else now and then: it may cost a hundredth of that. */
  function noteHeap(invocation: Invocation): void {
    const { deployed, cpuMs, heapSeenAtCpuMs } = invocation;
    const isDue = cpuMs - heapSeenAtCpuMs >= heapEveryCpuMs;
    if (isDue) invocation.heapSeenAtCpuMs = cpuMs;
    const bytes = deployed.isolate?.heapBytes(isDue ? 0 : heapMaxAgeMs) ?? 0;
    if (bytes > invocation.heapBytes) invocation.heapBytes = bytes;
  }

  function finish(invocation: Invocation, failure: Failure | null): void {
    const { deployed, id, cpuMs, answer } = invocation;
    if (!invocations.delete(id)) return;
    noteHeap(invocation);
    const { heapBytes } = invocation;
    deployed.invocations.delete(id);
    deployed.local.release(invocation);
    if (invocation.pendingTimers > 0) {
      for (const [timer, entry] of deployed.timers) if (entry.invocation === invocation) forgetTimer(deployed, timer);
    }
    if (invocation.logs !== null && invocation.logs.dropped > 0) {
      outbox.post({ type: 'logsDropped', invocation: id, count: invocation.logs.dropped });
    }
    const counts = deployed.isolate?.counts();
    if (counts !== undefined) outbox.post({ type: 'counted', invocation: id, counts, atMs: Date.now() });
    if (failure === null && answer !== null) post(answer, cpuMs, heapBytes);
    else outbox.post({ type: 'finished', invocation: id, usage: { cpuMs, heapBytes }, failure });
    if (!invocation.begun) leaveWaiting(invocation, failure);
    if (deployed.retired && deployed.invocations.size === 0) remove(deployed);
  }

  function post(answer: WholeAnswer, cpuMs: number, heapBytes: number): void {
    const piped = pipe.take(answer.body);
    outbox.post({ ...answer, body: piped > 0 ? null : answer.body, piped, cpuMs, heapBytes });
  }

  /** Without its loader a module is never ready: those that wait for it begin again with a new isolate. */
  function leaveWaiting(invocation: Invocation, failure: Failure | null): void {
    const { deployed } = invocation;
    const at = deployed.waiting.indexOf(invocation);
    if (at >= 0) deployed.waiting.splice(at, 1);
    if (deployed.loader !== invocation) return;
    disposeIsolate(deployed, 'stopped');
    if (failure?.code === 'THROWN') for (const other of deployed.waiting.splice(0)) finish(other, failure);
  }

  function loseIsolate(deployed: Deployed, culprit: Invocation): void {
    disposeIsolate(deployed, 'heap');
    culprit.heapBytes = Math.max(culprit.heapBytes, deployed.source.limits.heapMb * 1_048_576);
    finish(culprit, failures.heapLimit(deployed.source.limits.heapMb));
    for (const other of deployed.invocations.values()) if (other.begun) finish(other, failures.isolateLost());
    startWaiting(deployed);
  }

  function disposeIsolate(deployed: Deployed, reason: Extract<FromSandbox, { type: 'isolateGone' }>['reason']): void {
    deployed.isolate?.dispose();
    deployed.isolate = null;
    deployed.loader = null;
    for (const timer of deployed.timers.keys()) forgetTimer(deployed, timer);
    outbox.post({ type: 'isolateGone', deployment: deployed.id, reason });
  }

  /** Ends an invocation that the guest still knows: its AbortSignal fires, and what that logs is kept. */
  function end(invocation: Invocation, failure: Failure): void {
    const { deployed } = invocation;
    const { isolate } = deployed;
    invocation.outcome = failure;
    if (isolate && invocation.begun) {
      const outcome = slices.runUnmetered(invocation, cancelGraceMs, (timeoutMs) =>
        isolate.enter('cancel', [invocation.id], timeoutMs),
      );
      const others = takeEnded(invocation);
      if (outcome.type === 'gone') loseIsolate(deployed, invocation);
      for (const other of others) finish(other, other.outcome ?? null);
    }
    finish(invocation, failure);
  }

  function cancel(invocation: Invocation, failure: Failure): void {
    end(invocation, failure);
    startWaiting(invocation.deployed);
  }

  function remove(deployed: Deployed): void {
    deployments.delete(deployed.id);
    if (deployed.isolate) disposeIsolate(deployed, 'undeployed');
  }

  function undeploy(id: DeploymentId): void {
    const deployed = deployments.get(id);
    if (!deployed) return;
    deployed.retired = true;
    if (deployed.invocations.size === 0) remove(deployed);
  }

  function operationDone(invocation: Invocation, operation: number, result: OperationResult): void {
    invocation.pendingOperations--;
    const body = result.ok && result.body ? result.body : null;
    const head = JSON.stringify(result.ok ? { ...result, body: null } : result);
    resume(invocation, 'operationDone', operation, head, body ? copyIn(body) : undefined);
  }

  /** The client has gone before the handler was even called: then it is not called at all. */
  function leave(invocation: Invocation): void {
    const { deployed } = invocation;
    if (invocation.begun) return resume(invocation, 'leave');
    finish(invocation, null);
    startWaiting(deployed);
  }

  /** What goes on with an invocation that has been dispatched. */
  function converse(message: Extract<ToSandbox, { invocation: InvocationId }>): void {
    const invocation = invocations.get(message.invocation);
    if (!invocation) return;
    switch (message.type) {
      case 'operationDone':
        return operationDone(invocation, message.operation, message.result);
      case 'chunk':
        return resume(invocation, 'chunk', message.stream, copyIn(message.chunk));
      case 'bodyEnd':
        return resume(invocation, 'bodyEnd', message.stream, message.error ?? undefined);
      case 'pull':
        return resume(invocation, 'pull', message.stream, message.count);
      case 'cancelBody':
        return resume(invocation, 'cancelBody', message.stream);
      case 'leave':
        return leave(invocation);
      case 'cancel':
        return cancel(invocation, message.failure);
    }
  }

  function measure(): void {
    const isolates: IsolateMeasure[] = [];
    // There may be thousands, most of them idle since long.
    for (const { id, isolate } of deployments.values()) {
      const heapBytes = isolate?.newHeapBytes() ?? null;
      if (heapBytes !== null) isolates.push({ deployment: id, heapBytes });
    }
    outbox.post({ type: 'measured', isolates });
  }

  function obey(message: Exclude<ToSandbox, { type: 'dispatch' }>): void {
    switch (message.type) {
      case 'deploy':
        deployments.set(message.deployment, createDeployed(message.deployment, message.source));
        return;
      case 'undeploy':
        return undeploy(message.deployment);
      case 'measure':
        return measure();
      default:
        return converse(message);
    }
  }

  return {
    handle(messages) {
      blanks.noteActivity();
      /** Whose invocations have just come. */
      let fresh: Deployed | null = null;
      for (const message of messages) {
        const deployed = message.type === 'dispatch' ? accept(message) : null;
        if (fresh !== null && fresh !== deployed) startWaiting(fresh);
        fresh = deployed;
        if (message.type !== 'dispatch') obey(message);
      }
      if (fresh !== null) startWaiting(fresh);
    },
  };
}

const none: Invocation[] = [];

/** What the guest's `readDispatch` takes apart. */
function packed({ id, head, body, more }: Invocation): string {
  return `${id}\0${more ? 'stream' : body === null ? 'none' : 'whole'}\0${head}`;
}

function refusal(message: string): string {
  return JSON.stringify({ ok: false, name: 'TypeError', message });
}
