import { isBodySource, type BodySource } from '../body/body-source.ts';

/** Reads a body to its end. Rejects when it breaks off, or with an Error as soon as it is larger than `maxBytes`. */
export async function wholeBody(body: Uint8Array | BodySource | null, maxBytes: number): Promise<Buffer> {
  if (!isBodySource(body)) return checked(Buffer.from(body ?? []), maxBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let chunk = await body.read(); chunk !== null; chunk = await body.read()) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBytes) body.cancel();
    if (bytes > maxBytes) break;
  }
  return checked(Buffer.concat(chunks), maxBytes);
}

function checked(body: Buffer, maxBytes: number): Buffer {
  if (body.byteLength <= maxBytes) return body;
  throw new Error(`the body is larger than the ${maxBytes / 1_000_000} MB that a test can keep`);
}
