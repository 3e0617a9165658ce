import { findHeader, headersOf } from '../http/header-rows.ts';
import type { BodyType, TestRequest } from './requests-store.ts';

/** What each kind of body is announced as, unless the person sets the header. */
export const contentTypes: Record<BodyType, string> = {
  json: 'application/json',
  text: 'text/plain;charset=UTF-8',
  form: 'application/x-www-form-urlencoded',
};

/** GET and HEAD are sent without a body, as browsers and `fetch` do. */
export function allowsBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** The body to send; undefined when there is none. */
export function bodyOf(request: TestRequest): string | undefined {
  return allowsBody(request.method) && request.body !== '' ? request.body : undefined;
}

/** All headers to send: the person's, and the content type if there is a body and they set none. */
export function sentHeaders(request: TestRequest): [string, string][] {
  const headers = headersOf(request.headers);
  if (bodyOf(request) === undefined || findHeader(headers, 'content-type') !== undefined) return headers;
  return [['content-type', contentTypes[request.bodyType]], ...headers];
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
