import type { IncomingMessage, ServerResponse } from 'node:http';

import { isHopByHop } from '../../kit/hop-by-hop.ts';

/** The Web request that a request to node:http is; `signal` tells that its client has gone. */
export function webRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', rawHeaders, url = '/' } = incoming;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!isHopByHop(name.toLowerCase())) headers.append(name, rawHeaders[index + 1] ?? '');
  }
  const hasBody = method !== 'GET' && method !== 'HEAD' && bodyFollows(incoming);
  const body = hasBody ? { body: bodyStream(incoming), duplex: 'half' } : {};
  return new Request(`http://${incoming.headers.host ?? 'localhost'}${url}`, { method, headers, signal, ...body });
}

function bodyFollows({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function bodyStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    // What nobody reads still has to arrive before the client sees the answer.
    cancel: () => void incoming.resume(),
  });
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;
type Piece = Awaited<ReturnType<Reader['read']>>;

/** Sends a Web response, no faster than the client reads. One whose body fails after its head is cut off. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const reader = response.body?.getReader();
  const sendsBody = outgoing.req.method !== 'HEAD' && response.status !== 204 && response.status !== 304;
  outgoing.on('close', () => void reader?.cancel().catch(() => undefined));
  try {
    if (reader === undefined || !sendsBody) {
      outgoing.writeHead(response.status, headersOf(response, sendsBody ? 0 : undefined)).end();
      await reader?.cancel();
    } else {
      await sendBody(response, reader, outgoing);
    }
  } catch (error) {
    if (!outgoing.destroyed) console.error(error);
    outgoing.destroy();
  }
}

/** A body that is there as one piece is sent with its length. */
async function sendBody(response: Response, reader: Reader, outgoing: ServerResponse): Promise<void> {
  const first = await reader.read();
  let next = first.done ? undefined : reader.read();
  const soon = await Promise.race([next, new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]);
  const whole = first.done || soon?.done === true;
  outgoing.writeHead(response.status, headersOf(response, whole ? (first.value?.byteLength ?? 0) : undefined));
  for (let piece: Piece = first; !piece.done; piece = await (next ?? reader.read()), next = undefined) {
    if (!outgoing.write(piece.value)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<unknown> {
  return new Promise((resolve) => {
    outgoing.once('drain', resolve);
    outgoing.once('close', resolve);
  });
}

/** Flat, so that each cookie stays a header of its own. The length is ours to say where there is a body. */
function headersOf({ headers, url }: Response, length: number | undefined): string[] {
  const flat: string[] = [];
  for (const [name, value] of headers) {
    // What `fetch` answered has been decoded on its way here.
    if (url !== '' && name === 'content-encoding') continue;
    if (name !== 'content-length' || length === undefined) flat.push(name, value);
  }
  if (length !== undefined) flat.push('content-length', String(length));
  return flat;
}
