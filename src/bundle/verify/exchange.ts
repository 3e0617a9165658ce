import { request as httpRequest, type IncomingMessage } from 'node:http';

/** A request as it is sent to a bundle and to Nexo's gateway. */
export interface ReplayRequest {
  method: string;
  /** Path and query, as the function sees them. */
  path: string;
  headers: readonly (readonly [string, string])[];
  body: Uint8Array | null;
}

/** An answer's parts that a client acts on. */
export interface Answer {
  status: number;
  /** Sorted. Repeated ones joined, which means the same (RFC 9110, section 5.2); cookies, which it would not, apart. */
  headers: string[];
  /** Text, or base64 where it is none. */
  body: string;
  timeMs: number;
}

/** What the connection and the server's own clock decide. */
const ignored = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'server',
  'transfer-encoding',
  'x-nexo-invocation',
  'x-nexo-function',
  'x-nexo-version',
]);
/** What the client says of its own connection. */
const ownHeaders = new Set(['connection', 'content-length', 'expect', 'host', 'transfer-encoding']);
/** No answer of a test is larger. */
const maxBodyBytes = 110_000_000;

/**
 * Sends a request exactly as it is written: no path is normalised, no redirect followed, no body decoded. `prefix` goes
 * before its path. Rejects when there is no complete answer, or `signal` aborts.
 */
export function exchange(url: string, prefix: string, request: ReplayRequest, signal: AbortSignal): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const { method, path, body } = request;
  const options = { hostname, port, path: prefix + path, method, headers: headersFor(request), agent: false, signal };
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(options, (incoming) => {
      read(incoming, startedMs).then(resolve, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body ?? undefined);
  });
}

function headersFor({ headers, body }: ReplayRequest): Record<string, string[]> {
  const named: Record<string, string[]> = {};
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (!ownHeaders.has(lower)) (named[lower] ??= []).push(value);
  }
  if (body !== null) named['content-length'] = [String(body.byteLength)];
  return named;
}

async function read(incoming: IncomingMessage, startedMs: number): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).byteLength;
    if (bytes > maxBodyBytes) throw new Error(`the answer is larger than ${maxBodyBytes} bytes`);
    chunks.push(chunk as Buffer);
  }
  const timeMs = performance.now() - startedMs;
  return {
    status: incoming.statusCode ?? 0,
    headers: headersOf(incoming),
    body: bodyText(Buffer.concat(chunks)),
    timeMs,
  };
}

function headersOf({ rawHeaders }: IncomingMessage): string[] {
  const named = new Map<string, string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    // Names of charsets are the same in any case.
    const value = (rawHeaders[index + 1] ?? '').replace(/charset=utf-8$/i, 'charset=utf-8');
    if (!ignored.has(name)) named.set(name, [...(named.get(name) ?? []), value]);
  }
  const { 'set-cookie': cookies = [], ...others } = Object.fromEntries(named);
  const lines = Object.entries(others).map(([name, values]) => `${name}: ${values.join(', ')}`);
  return [...lines, ...cookies.map((cookie) => `set-cookie: ${cookie}`)].toSorted();
}

/** Each failed call has an id of its own. */
function bodyText(bytes: Buffer): string {
  const text = bytes.toString();
  if (!Buffer.from(text).equals(bytes)) return bytes.toString('base64');
  return text.replace(/"invocation":"[0-9a-z]{18}"/, '"invocation":"…"');
}
