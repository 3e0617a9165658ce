import type { ServerResponse } from 'node:http';

/** Copying a body that is not longer costs less than a second write. */
const shortBodyBytes = 4_096;

/**
 * Ends an answer with its whole body, which has so many `bytes`. Node sends text together with the head, in one write
 * instead of two. Latin-1 text is its bytes, and so is a text that has as many characters as bytes: it is ASCII.
 */
export function endWith(response: ServerResponse, body: Uint8Array | string | null, bytes: number): void {
  if (body === null) response.end();
  else if (typeof body === 'string' && body.length === bytes) response.end(body, 'latin1');
  else if (typeof body !== 'string' && bytes > shortBodyBytes) response.end(body);
  else response.end(bufferOf(body).toString('latin1'), 'latin1');
}

function bufferOf(body: Uint8Array | string): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
