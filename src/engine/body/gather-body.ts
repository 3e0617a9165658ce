import type { BodySource } from './body-source.ts';

/** A body this small travels whole, with the message that announces it. */
export const smallBodyBytes = 65_536;

/**
 * The whole body where it is small and there within `waitMs`, else one that goes on from what has come: waiting longer
 * could wait for ever, as the sender may want an answer first. Never rejects: a body that breaks off does so when read.
 */
export async function gatherBody(source: BodySource, waitMs: number): Promise<Uint8Array | BodySource> {
  const chunks: Uint8Array[] = [];
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(late.resolve, waitMs, 'late');
  let bytes = 0;
  try {
    while (bytes <= smallBodyBytes) {
      const next = source.read();
      const chunk = await Promise.race([next, late.promise]);
      if (chunk === null) return Buffer.concat(chunks);
      if (chunk === 'late') return goOn(chunks, next, source);
      chunks.push(chunk);
      bytes += chunk.byteLength;
    }
    return goOn(chunks, null, source);
  } catch (error) {
    return goOn(chunks, Promise.reject(error), source);
  } finally {
    clearTimeout(timer);
  }
}

function goOn(chunks: Uint8Array[], pending: Promise<Uint8Array | null> | null, source: BodySource): BodySource {
  let next = pending;
  // Whoever reads gets to know; until then it is no error of ours.
  next?.catch(() => undefined);
  return {
    async read() {
      const chunk = chunks.shift();
      if (chunk !== undefined) return chunk;
      const first = next;
      next = null;
      return first ?? source.read();
    },
    cancel: () => source.cancel(),
  };
}
