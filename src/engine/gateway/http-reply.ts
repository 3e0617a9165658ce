import type { ServerResponse } from 'node:http';

import type { HeaderList } from '../../contract/invocation.ts';
import type { InvocationSink, RunningInvocation } from '../pool/invocation-sink.ts';
import { freeMemory } from '../../kit/free-memory.ts';
import { isHopByHop } from '../../kit/hop-by-hop.ts';
import { endWith } from '../http/end-with.ts';
import { sendError } from '../http/send-error.ts';

/** An invocation's way to its HTTP client. */
export interface HttpReply extends InvocationSink {
  /** The invocation the client waits for; it is cancelled when the client leaves first. */
  attach(running: RunningInvocation): void;
}

/**
 * Sends an invocation's answer as it comes, no faster than the client reads. `ownHeaders` is a flat list that goes
 * on every answer. A failure after the head has gone cuts the connection, so that nobody takes the rest for whole.
 */
export function createHttpReply(response: ServerResponse, invocation: string, ownHeaders: string[]): HttpReply {
  const method = response.req.method ?? 'GET';
  let running: RunningInvocation | undefined;
  /** Chunks taken while the client was full; each is owed one `resume`. */
  let owed = 0;
  let ended = false;

  /** The function's headers without those that are ours to say, the length where `bytes` tells it, and our own. */
  const headersToSend = (status: number, headers: HeaderList, bytes: number | undefined): string[] => {
    const { flat, ownLength } = sendable(headers);
    const length = contentLength(method, status, ownLength, bytes);
    return length === undefined ? flat.concat(ownHeaders) : flat.concat('content-length', length, ownHeaders);
  };
  const onDrain = (): void => {
    for (; owed > 0; owed--) running?.resume();
  };
  // A response also closes once the client has all of it; what the function still does then may go on.
  const clientLeft = (): boolean => response.closed && !response.writableFinished;
  response.on('close', () => {
    if (!ended && clientLeft()) running?.cancel();
  });

  return {
    attach(invocationToStop) {
      running = invocationToStop;
      if (!ended && clientLeft()) running.cancel();
    },
    head(status, headers, body, more) {
      if (response.destroyed) return;
      const bytes = body === null ? 0 : Buffer.byteLength(body);
      response.writeHead(status, headersToSend(status, headers, more ? undefined : bytes));
      const sendsBody = mayHaveBody(method, status);
      if (more && !sendsBody) running?.dropBody();
      if (!more || !sendsBody) return endWith(response, sendsBody ? body : null, bytes);
      response.on('drain', onDrain);
      if (body === null) response.flushHeaders();
      else response.write(body);
    },
    wholeHead(status, headers, length) {
      if (response.destroyed) return;
      response.writeHead(status, headersToSend(status, headers, length));
      if (mayHaveBody(method, status)) return;
      running?.dropBody();
      response.end();
    },
    chunk(bytes) {
      if (response.destroyed) return true;
      const room = response.write(bytes);
      if (!room) owed++;
      return room;
    },
    piece(bytes) {
      if (response.destroyed) return;
      holdTogether(response);
      response.write(bytes, (error) => !error && freeMemory(bytes));
    },
    end() {
      if (!response.destroyed) response.end();
    },
    finished({ failure }) {
      ended = true;
      if (response.destroyed || response.writableEnded) return;
      if (failure === null && response.headersSent) response.end();
      else if (failure === null) response.destroy();
      else sendError(response, { code: failure.code, message: failure.message, invocation }, ownHeaders);
    },
  };
}

/** Pieces that come in one turn of the event loop leave in one write. */
function holdTogether(response: ServerResponse): void {
  if (response.writableCorked > 0) return;
  response.cork();
  setImmediate(() => response.uncork());
}

function mayHaveBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}

interface SendableHeaders {
  flat: string[];
  /** What the function says its body's length is. */
  ownLength: string | undefined;
}

/** The same list of headers comes again and again: see `readHeaders`. */
const known = new WeakMap<HeaderList, SendableHeaders>();

function sendable(headers: HeaderList): SendableHeaders {
  const before = known.get(headers);
  if (before !== undefined) return before;
  const sendableHeaders: SendableHeaders = { flat: [], ownLength: undefined };
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower === 'content-length') sendableHeaders.ownLength = value;
    else if (!isHopByHop(lower) && !lower.startsWith('x-nexo-')) sendableHeaders.flat.push(name, value);
  }
  known.set(headers, sendableHeaders);
  return sendableHeaders;
}

/** A function's own length counts only where no body shows what it is: for HEAD and 304. */
function contentLength(
  method: string,
  status: number,
  ownLength: string | undefined,
  bytes: number | undefined,
): string | undefined {
  if (status === 204 || bytes === undefined) return undefined;
  if (bytes > 0 && status !== 304) return String(bytes);
  const bodyless = method === 'HEAD' || status === 304;
  if (bodyless && ownLength !== undefined) return /^\d{1,15}$/.test(ownLength) ? ownLength : undefined;
  return status === 304 ? undefined : '0';
}
