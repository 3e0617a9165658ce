import type { StoredHeaders } from '../contract/exchange.ts';
import type { HeaderList } from '../contract/invocation.ts';
import type { TestBody, TestRequest } from '../contract/test.ts';
import { fillRoute } from '../kit/fill-route.ts';

/** A request ready to be sent, its body as text or base64. */
export interface ReadyRequest {
  method: string;
  /** Path and query, without `/fn`. */
  path: string;
  headers: HeaderList;
  body: { text: string; encoding: 'utf8' | 'base64' } | null;
}

/** What files of a test are read by; gives base64. */
export type ReadTestFile = (path: string) => Promise<string>;

/** Puts a test's request together. Rejects when `readFile` does, for a body that is kept in a file. */
export async function requestOfTest(
  { method, path, params = {}, query = {}, headers = {}, body }: TestRequest,
  route: string,
  readFile: ReadTestFile,
): Promise<ReadyRequest> {
  const list = headerListOf(headers);
  const isTyped = list.some(([name]) => name.toLowerCase() === 'content-type');
  const type = body === undefined || isTyped ? null : contentTypeOf(body);
  return {
    method,
    path: withQuery(path ?? fillRoute(route, params), searchParams(query)),
    headers: type === null ? list : [['content-type', type], ...list],
    body: body === undefined ? null : await sentBody(body, readFile),
  };
}

/** Headers as they are kept in files as a list; those with several values are repeated. */
export function headerListOf(headers: StoredHeaders): HeaderList {
  return Object.entries(headers).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value): [string, string] => [name, value]),
  );
}

async function sentBody(body: TestBody, readFile: ReadTestFile): Promise<ReadyRequest['body']> {
  if ('json' in body) return { text: JSON.stringify(body.json), encoding: 'utf8' };
  if ('text' in body) return { text: body.text, encoding: 'utf8' };
  if ('form' in body) return { text: searchParams(body.form).toString(), encoding: 'utf8' };
  return { text: 'base64' in body ? body.base64 : await readFile(body.file), encoding: 'base64' };
}

function contentTypeOf(body: TestBody): string {
  if ('json' in body) return 'application/json';
  if ('form' in body) return 'application/x-www-form-urlencoded';
  return 'text' in body ? 'text/plain;charset=UTF-8' : 'application/octet-stream';
}

function searchParams(values: Record<string, string | string[]>): URLSearchParams {
  const pairs = Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return new URLSearchParams(pairs);
}

function withQuery(path: string, added: URLSearchParams): string {
  if (added.size === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${added.toString()}`;
}
