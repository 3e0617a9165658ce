import type { ServerResponse } from 'node:http';

import type { HeaderList } from '../../contract/invocation.ts';
import type { InvocationSink, PresentBody, RunningInvocation } from '../pool/invocation-sink.ts';
import { isHopByHop } from '../../kit/hop-by-hop.ts';
import { sendError } from '../http/send-error.ts';

/** Copying a body that is not longer costs less than a second write. */
const shortBodyBytes = 4_096;

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
      response.writeHead(status, responseHeaders(method, status, headers, body, more).concat(ownHeaders));
      const sendsBody = mayHaveBody(method, status);
      if (more && !sendsBody) running?.dropBody();
      if (!more || !sendsBody) return endWith(response, sendsBody ? body : null);
      response.on('drain', onDrain);
      if (body === null) response.flushHeaders();
      else if (body !== null) response.write(body);
    },
    wholeHead(status, headers, length) {
      if (response.destroyed) return;
      const flat = sendable(headers).flat.concat('content-length', String(length), ...ownHeaders);
      const sendsBody = mayHaveBody(method, status);
      if (!sendsBody) running?.dropBody();
      response.writeHead(status, sendsBody || method === 'HEAD' ? flat : sendable(headers).flat.concat(ownHeaders));
      if (!sendsBody) response.end();
    },
    chunk(bytes) {
      if (response.destroyed) return true;
      const room = response.write(bytes);
      if (!room) owed++;
      return room;
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

/** Node sends text together with the head, in one write instead of two. Latin-1 text is its bytes. */
function endWith(response: ServerResponse, body: PresentBody): void {
  if (body === null) response.end();
  else if (typeof body === 'string' && isAscii(body)) response.end(body, 'latin1');
  else if (typeof body !== 'string' && body.byteLength > shortBodyBytes) response.end(body);
  else response.end(bufferOf(body).toString('latin1'), 'latin1');
}

/** Its UTF-8 is then its Latin-1. */
const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

function bufferOf(body: Uint8Array | string): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function mayHaveBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}

/** The function's headers without those that are ours to say, and the length where it is known. Flat. */
function responseHeaders(
  method: string,
  status: number,
  headers: HeaderList,
  body: PresentBody,
  more: boolean,
): string[] {
  const { flat, ownLength } = sendable(headers);
  const length = contentLength(method, status, ownLength, body, more);
  return length === undefined ? flat : flat.concat('content-length', length);
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
  body: PresentBody,
  more: boolean,
): string | undefined {
  if (status === 204 || more) return undefined;
  if (body !== null && body.length > 0 && status !== 304) return String(Buffer.byteLength(body));
  const bodyless = method === 'HEAD' || status === 304;
  if (bodyless && ownLength !== undefined) return /^\d{1,15}$/.test(ownLength) ? ownLength : undefined;
  return status === 304 ? undefined : '0';
}
