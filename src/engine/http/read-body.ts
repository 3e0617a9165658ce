import type { IncomingMessage, ServerResponse } from 'node:http';

import { NexoError } from '../../contract/errors.ts';
import { limitBody, type BodySource } from '../body/body-source.ts';
import { gatherBody, smallBodyBytes } from '../body/gather-body.ts';

/** Whether a body follows the request's head. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** Requests that wait for a "100 Continue" before they send their body, and whether they asked to keep alive. */
const expectsContinue = new WeakMap<IncomingMessage, boolean>();

/** The client waits for our word. Answered without it, the connection must end: a body may or may not follow. */
export function markExpectsContinue(request: IncomingMessage, response: ServerResponse): void {
  expectsContinue.set(request, response.shouldKeepAlive);
  response.shouldKeepAlive = false;
}

function continueIfExpected(request: IncomingMessage, response: ServerResponse): void {
  const keepAlive = expectsContinue.get(request);
  if (keepAlive === undefined) return;
  response.shouldKeepAlive = keepAlive;
  response.writeContinue();
}

/** How long a body that is waited for may take to arrive. */
const arrivalTimeoutMs = 30_000;
/** How long a body of unknown length may take to be read before it is called without the rest. */
const unknownLengthWaitMs = 5;

/**
 * A request's body: whole where it is small, else as it comes in, no faster than it is read. Rejects with
 * BODY_TOO_LARGE before reading when the announced length is too large; a body that turns out too large does so when
 * read. What nobody reads is dropped, so that the client gets to see the answer. Rejects with `ClientLeft` when the
 * client goes before a small body is complete.
 */
export async function requestBody(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<Uint8Array | BodySource> {
  const length = request.headers['content-length'];
  if (length !== undefined && Number(length) > maxBytes) throw tooLarge(maxBytes);
  if (length !== undefined && Number(length) <= smallBodyBytes) return readBody(request, response, maxBytes);
  let excess: NexoError | undefined;
  const body = limitBody(streamBody(request, response), maxBytes, () => (excess = tooLarge(maxBytes)));
  if (length !== undefined) return body;
  const gathered = await gatherBody(body, unknownLengthWaitMs);
  if (excess !== undefined) throw excess;
  return gathered;
}

/**
 * Reads a request's body into memory. Rejects with BODY_TOO_LARGE before reading when the announced length is too
 * large, while reading otherwise; what still comes then is read and dropped, so that the client gets to see the
 * answer. Rejects with REQUEST_TIMEOUT when it has not come within `timeoutMs`, and with `ClientLeft` when the client
 * goes before its body is complete.
 */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
  timeoutMs = arrivalTimeoutMs,
): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) return Promise.reject(tooLarge(maxBytes));
  continueIfExpected(request, response);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => {
      // The rest may still come: it is no next request.
      response.shouldKeepAlive = false;
      reject(new NexoError('REQUEST_TIMEOUT', 'the request took too long to arrive'));
    }, timeoutMs);
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
      } else {
        chunks.length = 0;
        reject(tooLarge(maxBytes));
      }
    });
    request.on('end', () => {
      clearTimeout(timer);
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on('error', (error) => reject(new ClientLeft({ cause: error })));
    request.on('close', () => {
      clearTimeout(timer);
      // Most close because they are over, and an error with its stack costs as much as reading the body.
      if (!request.readableEnded) reject(new ClientLeft());
    });
  });
}

/**
 * Cancelled, it reads and drops the rest, so that the connection may go on with the next request; what takes too long
 * to end ends with its connection.
 */
function streamBody(request: IncomingMessage, response: ServerResponse): BodySource {
  let chunks: AsyncIterator<Buffer> | undefined;
  request.on('error', () => undefined);
  return {
    async read() {
      if (chunks === undefined) {
        continueIfExpected(request, response);
        chunks = request.iterator({ destroyOnReturn: false });
      }
      const { done, value } = await chunks.next();
      return done === true ? null : value;
    },
    cancel() {
      const released = chunks?.return?.() ?? Promise.resolve();
      released.then(
        () => dropRest(request),
        () => undefined,
      );
    },
  };
}

function dropRest(request: IncomingMessage): void {
  if (request.destroyed) return;
  const timer = setTimeout(() => request.destroy(), arrivalTimeoutMs);
  request.on('close', () => clearTimeout(timer));
  request.on('end', () => clearTimeout(timer)).resume();
}

/** The client went away; nobody waits for an answer. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft';

  constructor(options?: ErrorOptions) {
    super('the client left before its request was complete', options);
  }
}

function tooLarge(maxBytes: number): NexoError {
  return new NexoError('BODY_TOO_LARGE', `the request body is larger than the ${maxBytes} bytes allowed`);
}
