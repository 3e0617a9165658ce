import { functions } from 'nexo:functions';

import { createApp } from '../runtime.ts';

/** What a Function URL (or an HTTP API, payload 2.0) calls a function with. */
interface FunctionUrlEvent {
  rawPath: string;
  rawQueryString?: string;
  headers: Record<string, string>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
  requestContext: { domainName?: string; http: { method: string } };
}

interface FunctionUrlAnswer {
  statusCode: number;
  headers: Record<string, string>;
  cookies: string[];
  body: string;
  isBase64Encoded: boolean;
}

const app = createApp(functions);
const readVariable = (name: string): string | undefined => process.env[name];

export async function handler(event: FunctionUrlEvent): Promise<FunctionUrlAnswer> {
  const pending: Promise<unknown>[] = [];
  const response = await app.fetch(requestOf(event), readVariable, { waitUntil: (promise) => pending.push(promise) });
  const answer = await answerOf(response, event.requestContext.http.method);
  // Lambda stops the process once there is an answer: what should outlast it has to come first.
  await Promise.allSettled(pending);
  return answer;
}

function requestOf(event: FunctionUrlEvent): Request {
  const { rawPath, rawQueryString, cookies, body, isBase64Encoded, requestContext } = event;
  const { method } = requestContext.http;
  const headers = new Headers(event.headers);
  if (cookies !== undefined && cookies.length > 0) headers.set('cookie', cookies.join('; '));
  const host = headers.get('host') ?? requestContext.domainName ?? 'localhost';
  const scheme = headers.get('x-forwarded-proto') ?? 'https';
  // Repeated names of a query survive only here.
  const url = `${scheme}://${host}${rawPath}${rawQueryString ? `?${rawQueryString}` : ''}`;
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD';
  return new Request(url, { method, headers, body: hasBody ? bytesOf(body, isBase64Encoded) : undefined });
}

function bytesOf(body: string, isBase64Encoded = false): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

async function answerOf(response: Response, method: string): Promise<FunctionUrlAnswer> {
  const bytes = Buffer.from(method === 'HEAD' ? new ArrayBuffer(0) : await response.arrayBuffer());
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) {
    const decoded = name === 'content-encoding' && response.url !== '';
    if (name !== 'set-cookie' && !decoded) headers[name] = value;
  }
  return {
    statusCode: response.status,
    headers,
    // Cookies in `headers` would be joined into one.
    cookies: response.headers.getSetCookie(),
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  };
}
