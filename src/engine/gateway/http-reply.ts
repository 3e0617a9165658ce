import type { ServerResponse } from 'node:http';

import type { HeaderList } from '../../contract/invocation.ts';
import type { InvocationSink, RunningInvocation } from '../pool/invocation-sink.ts';
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
      response.writeHead(status, [...responseHeaders(method, status, headers, body, more), ...ownHeaders]);
      const sendsBody = mayHaveBody(method, status);
      if (more && !sendsBody) running?.dropBody();
      if (!more || !sendsBody) return endWith(response, sendsBody ? body : null);
      response.on('drain', onDrain);
      if (body === null) response.flushHeaders();
      else if (body !== null) response.write(body);
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
function endWith(response: ServerResponse, body: Uint8Array | null): void {
  if (body === null || body.byteLength > shortBodyBytes) response.end(body);
  else response.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1'), 'latin1');
}

function mayHaveBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}

/** The function's headers without those that are ours to say, and the length where it is known. Flat. */
function responseHeaders(
  method: string,
  status: number,
  headers: HeaderList,
  body: Uint8Array | null,
  more: boolean,
): string[] {
  const flat: string[] = [];
  let ownLength: string | undefined;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower === 'content-length') ownLength = value;
    else if (!isHopByHop(lower) && !lower.startsWith('x-nexo-')) flat.push(name, value);
  }
  const length = contentLength(method, status, ownLength, body, more);
  if (length !== undefined) flat.push('content-length', length);
  return flat;
}

/** A function's own length counts only where no body shows what it is: for HEAD and 304. */
function contentLength(
  method: string,
  status: number,
  ownLength: string | undefined,
  body: Uint8Array | null,
  more: boolean,
): string | undefined {
  if (status === 204 || more) return undefined;
  if (body !== null && body.byteLength > 0 && status !== 304) return String(body.byteLength);
  const bodyless = method === 'HEAD' || status === 304;
  if (bodyless && ownLength !== undefined) return /^\d{1,15}$/.test(ownLength) ? ownLength : undefined;
  return status === 304 ? undefined : '0';
}
