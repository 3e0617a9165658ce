import type { HeaderList } from '../../contract/invocation.ts';
import { findHeader } from '../../kit/find-header.ts';
import { headersOf } from '../http/header-rows.ts';
import { boundary, multipartBody } from './multipart-body.ts';
import type { BodyType, TestRequest } from './requests-store.ts';

/** What each kind of body is announced as, unless the person sets the header. */
export const contentTypes: Record<BodyType, string> = {
  json: 'application/json',
  text: 'text/plain;charset=UTF-8',
  form: 'application/x-www-form-urlencoded',
  multipart: `multipart/form-data; boundary=${boundary}`,
  file: 'application/octet-stream',
};

/** GET and HEAD are sent without a body, as browsers and `fetch` do. */
export function allowsBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** A body as `invoke` takes it. */
export interface SentBody {
  text: string;
  encoding: 'utf8' | 'base64';
}

/** The body to send; undefined when there is none. */
export function bodyOf({ method, body, bodyType, file, parts }: TestRequest): SentBody | undefined {
  if (!allowsBody(method)) return undefined;
  if (bodyType === 'file') return file === null ? undefined : { text: file.base64, encoding: 'base64' };
  if (bodyType === 'multipart') {
    const named = parts.filter(({ name }) => name !== '');
    return named.length === 0 ? undefined : { text: multipartBody(named), encoding: 'base64' };
  }
  return body === '' ? undefined : { text: body, encoding: 'utf8' };
}

/** All headers to send: the person's, and the content type if there is a body and they set none. */
export function sentHeaders(request: TestRequest): [string, string][] {
  const headers = headersOf(request.headers);
  if (bodyOf(request) === undefined || findHeader(headers, 'content-type') !== undefined) return headers;
  const type = (request.bodyType === 'file' && request.file?.type) || contentTypes[request.bodyType];
  return [['content-type', type], ...headers];
}

/** A request as it was or would be sent. */
export interface SentRequest {
  method: string;
  path: string;
  headers: HeaderList;
  body: SentBody | undefined;
}

/** A prepared request as it is sent. */
export function sentRequest(request: TestRequest): SentRequest {
  const { method, path } = request;
  return { method, path, headers: sentHeaders(request), body: bodyOf(request) };
}

/** Why a JSON body does not parse, or null. */
export function jsonProblem(request: TestRequest): string | null {
  if (request.bodyType !== 'json' || bodyOf(request) === undefined) return null;
  try {
    JSON.parse(request.body);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
