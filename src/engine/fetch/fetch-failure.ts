import type { OperationResult } from '../../protocol/messages.ts';
import { BodyTooLargeError } from './decode-body.ts';
import { RefusedAddressError } from './guarded-connector.ts';
import { NoSlotError } from './slots.ts';

type Failed = Extract<OperationResult, { ok: false }>;

/** A request that was not made, with the reason. */
export class RefusedRequestError extends Error {}

const meanings: Record<string, string> = {
  ENOTFOUND: 'the name has no address',
  EAI_AGAIN: 'the name could not be looked up; is this machine online?',
  ECONNREFUSED: 'the connection was refused; nothing listens there',
  ECONNRESET: 'the server closed the connection',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached; is this machine online?',
  ETIMEDOUT: 'no connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'the server did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'the server stopped sending',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the response are too large',
  UND_ERR_SOCKET: 'the server closed the connection',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the response has another length than it says',
};

/** An error as the function sees it: what was asked, what went wrong, and nothing about this machine. */
export function failureOf(error: unknown, url: string, signal: AbortSignal): Failed {
  if (signal.aborted) return { ok: false, name: 'AbortError', message: 'The operation was aborted' };
  return { ok: false, name: 'TypeError', message: `${shorten(url)}: ${reasonOf(error)}` };
}

/** The same for a response that breaks off while it is read. */
export function bodyFailureOf(error: unknown, url: string, signal: AbortSignal): Error {
  return new Error(signal.aborted ? 'The operation was aborted' : `fetch failed: ${shorten(url)}: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
  if (error instanceof RefusedAddressError || error instanceof RefusedRequestError || error instanceof NoSlotError)
    return `refused: ${error.message}`;
  if (error instanceof BodyTooLargeError) return error.message;
  if (!(error instanceof Error)) return 'the request failed';
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ZSTD')) {
    return 'the response could not be decompressed';
  }
  if (code.startsWith('HPE_')) return 'the server does not answer in HTTP';
  if (/CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO/.test(code)) return `the certificate is not valid (${code})`;
  return meanings[code] ?? error.message;
}

function shorten(url: string): string {
  return url.length > 200 ? `${url.slice(0, 200)}…` : url;
}
