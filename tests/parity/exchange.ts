import { request as httpRequest, type IncomingMessage } from 'node:http';

import type { ParityRequest } from './parity-case.ts';

/** An answer's parts that a client acts on. */
export interface Answer {
  status: number;
  /** Sorted. Repeated ones joined, which means the same (RFC 9110, section 5.2); cookies, which it would not, apart. */
  headers: string[];
  /** Text, or base64 where it is none. */
  body: string;
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

/** Sends a request exactly as it is written: no path is normalised, no redirect followed, no body decoded. */
export function exchange(url: string, prefix: string, path: string, request: ParityRequest): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { hostname, port, path: prefix + path, method: request.method ?? 'GET', headers: flat(request), agent: false },
      (incoming) => {
        read(incoming).then(resolve, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

function flat({ headers = [], body }: ParityRequest): Record<string, string[]> {
  const named: Record<string, string[]> = {};
  for (const [name, value] of headers) (named[name.toLowerCase()] ??= []).push(value);
  if (body !== undefined) named['content-length'] = [String(Buffer.byteLength(body))];
  return named;
}

async function read(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return { status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: bodyText(Buffer.concat(chunks)) };
}

function headersOf({ rawHeaders }: IncomingMessage): string[] {
  const named = new Map<string, string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase();
    // Names of charsets are the same in any case.
    const value = rawHeaders[index + 1]!.replace(/charset=utf-8$/i, 'charset=utf-8');
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
