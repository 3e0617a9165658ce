import { tooLarge } from './answer.ts';
import { maxChunkBytes, type Host } from './door.ts';
import type { GuestInvocation } from './invocation.ts';
import type { ChunkReader } from './platform.ts';
import { bytesSlice, typedArrayBuffer, typedArrayByteLength } from './web/primordials.ts';

/** Sends a body piece by piece, never further ahead of its reader than the window. Throws what reading throws. */
export async function sendChunks(
  host: Host,
  invocation: GuestInvocation,
  reader: ChunkReader,
  maxBytes: number,
): Promise<void> {
  let sent = 0;
  for (;;) {
    const bytes = await reader.read();
    if (bytes === undefined) return;
    const length = typedArrayByteLength(bytes);
    sent += length;
    if (sent > maxBytes) {
      reader.cancel('The response is too large.');
      throw tooLarge(sent, maxBytes);
    }
    for (let start = 0; start < length; start += maxChunkBytes) {
      if (invocation.credit === 0) await nextPull(invocation);
      if (invocation.cancelled) return reader.cancel('The invocation was cancelled.');
      invocation.credit--;
      const piece = bytesSlice(bytes, start, start + maxChunkBytes);
      host.chunk(invocation.id, typedArrayBuffer(piece) as ArrayBuffer);
    }
  }
}

function nextPull(invocation: GuestInvocation): Promise<void> {
  return new Promise((resolve) => {
    invocation.resume = () => {
      invocation.resume = undefined;
      resolve();
    };
  });
}
