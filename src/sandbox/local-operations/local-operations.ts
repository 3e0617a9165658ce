import { type LocalAnswer, packAnswer, packFailure, type AnswerValues } from './answer.ts';
import { createCodecs } from './codecs.ts';
import { performCrypto } from './perform-crypto.ts';
import { createPoolMeter } from './pool-meter.ts';
import type { LocalRequest } from './request.ts';

/**
 * What a sandbox does for the functions of one isolate itself, off their thread: cryptography and compression. It
 * needs neither network nor files, and what it works on does not leave the process.
 */
export interface LocalOperations {
  /** Whether an operation of this name is done here and not by the engine. */
  has(name: string): boolean;
  /**
   * Never rejects: a failure is an answer, too. Operations wait for each other beyond a number; those whose owner is
   * released meanwhile are not begun, and never answered.
   */
  perform(
    values: Readonly<Record<string, unknown>>,
    body: ArrayBuffer | undefined,
    owner: object,
  ): Promise<LocalAnswer>;
  /** Forgets what an owner has asked for, and what it left open. */
  release(owner: object): void;
  dispose(): void;
}

/** Of the pool's four threads, so that one isolate's work never keeps the others' waiting for long. */
const maxRunning = 2;
const maxWaitingBytes = 67_108_864;
const maxWaiting = 10_000;

interface Waiting {
  owner: object;
  bytes: number;
  run: () => Promise<void>;
}

/** The pool is the process's. */
const meter = createPoolMeter();

export function createLocalOperations(): LocalOperations {
  const codecs = createCodecs();
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let running = 0;

  function begin(): void {
    while (running < maxRunning && waiting.length > 0) {
      const next = waiting.shift()!;
      waitingBytes -= next.bytes;
      running++;
      void next.run().finally(() => {
        running--;
        begin();
      });
    }
  }

  async function answer(owner: object, request: LocalRequest): Promise<LocalAnswer> {
    const end = meter.begin();
    try {
      const values = await run(owner, request);
      return { ...packAnswer(values), cpuMs: end() };
    } catch (error) {
      return { ...packFailure(error), cpuMs: end() };
    }
  }

  function run(owner: object, request: LocalRequest): Promise<AnswerValues> {
    return request.values['name'] === 'crypto' ? performCrypto(request) : codecs.perform(owner, request);
  }

  return {
    has: (name) => name === 'crypto' || name === 'zlib',
    perform(values, body, owner) {
      const bytes = body?.byteLength ?? 0;
      if (waiting.length >= maxWaiting || waitingBytes + bytes > maxWaitingBytes) {
        const refusal = new DOMException('Too much work is waiting already', 'OperationError');
        return Promise.resolve({ ...packFailure(refusal), cpuMs: 0 });
      }
      return new Promise((resolve) => {
        waitingBytes += bytes;
        waiting.push({ owner, bytes, run: async () => resolve(await answer(owner, { values, body })) });
        begin();
      });
    },
    release(owner) {
      codecs.release(owner);
      waiting = waiting.filter((entry) => entry.owner !== owner);
      waitingBytes = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
    },
    dispose: () => codecs.dispose(),
  };
}
