import type { Failure, LogLevel } from '../contract/invocation.ts';
import type { GuestFailure, Host } from '../guest/door.ts';
import type { FromSandbox, InvocationId, Operation } from '../protocol/messages.ts';
import type { Deployed, Invocation } from './deployed.ts';
import { cleanStack } from './failure.ts';
import { copyIn } from './copy-in.ts';
import type { LocalAnswer } from './local-operations/answer.ts';
import { createLogBudget } from './log-budget.ts';
import { machine } from './machine.ts';
import { answerMessage, responseMessage, tooLarge } from './response.ts';

const maxPendingTimers = 1_000;
const maxPendingOperations = 250;
const maxTimerMs = 2_147_483_647;
const decoder = new TextDecoder();
const levels: ReadonlySet<string> = new Set<LogLevel>(['debug', 'log', 'info', 'warn', 'error']);

/** What the host's callbacks report to; none of it enters an isolate. */
export interface HostEvents {
  /** The invocation, as long as it has not been answered with `finished`. */
  find(id: InvocationId): Invocation | undefined;
  post(message: FromSandbox): void;
  /** For an answer: posted now, or held until the running slice is judged. */
  answer(invocation: Invocation, message: FromSandbox): void;
  loaded(): void;
  timerFired(invocation: Invocation, timer: number): void;
  operationRefused(invocation: Invocation, operation: number, message: string): void;
  /** What the sandbox itself did for the isolate is done. */
  operationPerformed(invocation: Invocation, operation: number, answer: LocalAnswer): void;
  ended(invocation: Invocation, failure: Failure | null): void;
  /** The running invocation of a batch is over: the next one, packed. */
  next(): string | undefined;
}

/** The host side of one isolate's door. Everything that comes through it is checked. */
export function createHost(deployed: Deployed, events: HostEvents): Host {
  const own = (id: InvocationId): Invocation | undefined => {
    const invocation = events.find(id);
    return invocation?.deployed === deployed && invocation.outcome === undefined ? invocation : undefined;
  };
  const log = (invocation: Invocation, level: string, text: string, details?: string): void => {
    const kept = (invocation.logs ??= createLogBudget()).admit(text, details);
    if (kept === undefined) return;
    const atMs = performance.now() - invocation.startedAt;
    events.post({ type: 'log', invocation: invocation.id, level: asLevel(level), ...kept, atMs });
  };

  const bodyOf = (id: InvocationId): Uint8Array | undefined => own(id)?.body ?? undefined;

  const { local } = deployed;

  return {
    ...machine,
    log(id, level, text, details) {
      const invocation = events.find(id);
      if (invocation?.deployed === deployed) log(invocation, level, String(text), details);
    },
    setTimer(id, timer, delayMs) {
      const invocation = own(id);
      if (!invocation || deployed.timers.has(timer)) return;
      if (invocation.pendingTimers >= maxPendingTimers) {
        return log(invocation, 'error', `More than ${maxPendingTimers} timers are pending; this one was not set.`);
      }
      invocation.pendingTimers++;
      const timeout = setTimeout(
        () => {
          forgetTimer(deployed, timer);
          events.timerFired(invocation, timer);
        },
        Math.min(Math.max(delayMs, 0), maxTimerMs),
      );
      deployed.timers.set(timer, { invocation, timeout });
    },
    clearTimer: (timer) => forgetTimer(deployed, timer),
    operation(id, operation, request, body) {
      const invocation = own(id);
      if (!invocation) return;
      const wanted = JSON.parse(request) as Operation;
      if (local.has(wanted.name)) {
        const answered = (answer: LocalAnswer) => events.operationPerformed(invocation, operation, answer);
        void local.perform({ ...wanted }, body, invocation).then(answered);
        return;
      }
      if (wanted.name !== 'abort') {
        wanted.body = body ? new Uint8Array(body) : null;
        if (invocation.pendingOperations >= maxPendingOperations) {
          const message = `More than ${maxPendingOperations} operations are pending in this invocation.`;
          return events.operationRefused(invocation, operation, message);
        }
        invocation.pendingOperations++;
      }
      events.post({ type: 'operation', invocation: id, operation, request: wanted });
    },
    respond(id, status, headers, body, more) {
      const invocation = own(id);
      if (!invocation) return;
      const message = responseMessage(invocation, status, headers, body, more);
      if (message.type === 'respond') events.answer(invocation, message);
      else events.ended(invocation, message.failure);
    },
    answer(id, status, headers, body) {
      const invocation = own(id);
      if (!invocation) return;
      const message = answerMessage(invocation, status, headers, body);
      if (message.type === 'refused') return events.ended(invocation, message.failure);
      invocation.answer = message;
      events.ended(invocation, null);
    },
    // A copy handed over whole, which no function can tell from an ArrayBuffer.
    requestBytes: (id) => bodyOf(id) && (copyIn(bodyOf(id)!) as unknown as ArrayBuffer),
    requestText: (id) => bodyOf(id) && decoder.decode(bodyOf(id)),
    next: () => events.next(),
    chunk(id, stream, bytes) {
      const invocation = own(id);
      if (!invocation) return;
      if (stream === 0) invocation.responseBytes += bytes.byteLength;
      const allowed = deployed.source.limits.responseBytes;
      if (invocation.responseBytes > allowed) {
        return events.ended(invocation, tooLarge(invocation.responseBytes, allowed));
      }
      events.answer(invocation, { type: 'chunk', invocation: id, stream, chunk: new Uint8Array(bytes) });
    },
    bodyEnd(id, stream, error) {
      const invocation = own(id);
      if (invocation) events.answer(invocation, { type: 'bodyEnd', invocation: id, stream, error: error ?? null });
    },
    pull(id, stream, count) {
      if (own(id)) events.post({ type: 'pull', invocation: id, stream, count });
    },
    cancelBody(id, stream) {
      if (own(id)) events.post({ type: 'cancelBody', invocation: id, stream });
    },
    finish(id, failure) {
      const invocation = own(id);
      if (invocation) events.ended(invocation, failure === undefined ? null : asFailure(failure));
    },
    loaded: () => events.loaded(),
  };
}

/** Drops a timer that fired, was cleared, or whose invocation has ended. */
export function forgetTimer(deployed: Deployed, timer: number): void {
  const entry = deployed.timers.get(timer);
  if (!entry) return;
  clearTimeout(entry.timeout);
  deployed.timers.delete(timer);
  entry.invocation.pendingTimers--;
}

function asLevel(level: string): LogLevel {
  return levels.has(level) ? (level as LogLevel) : 'log';
}

function asFailure(text: string): Failure {
  const { code, name, message, stack, limit } = JSON.parse(text) as GuestFailure;
  return { code, name, message, stack: cleanStack(stack), limit };
}
