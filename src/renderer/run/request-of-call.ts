import type { Call } from '../../contract/call.ts';
import { hiddenValue } from '../../contract/call.ts';
import { findHeader } from '../../kit/find-header.ts';
import type { BodyFile } from './body-file.ts';
import type { BodyType, TestRequest } from './requests-store.ts';

/** A recorded request as one that is prepared. Headers whose values were hidden are there, but not sent until filled in. */
export function requestOfCall({ method, path, request }: Call, route: string): TestRequest {
  const { headers, body } = request;
  const type = findHeader(headers, 'content-type') ?? '';
  const rows = headers
    .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
    .map(([name, value], id) => ({ id, name, value, enabled: !value.includes(hiddenValue) }));
  const isText = body.encoding === 'utf8';
  return {
    method,
    path,
    parameters: {},
    headers: rows,
    body: isText ? body.text : '',
    bodyType: isText ? bodyTypeOf(type) : 'file',
    file: isText ? null : fileOf(body.text, body.bytes, type),
    parts: [],
    route,
  };
}

/** Said anew whenever the request is sent. */
const ownHeaders = new Set(['host', 'content-length', 'connection', 'accept-encoding']);

function bodyTypeOf(contentType: string): BodyType {
  if (contentType === '' || contentType.includes('json')) return 'json';
  return contentType.startsWith('application/x-www-form-urlencoded') ? 'form' : 'text';
}

function fileOf(base64: string, bytes: number, type: string): BodyFile {
  return { name: 'body', type, bytes, base64 };
}
