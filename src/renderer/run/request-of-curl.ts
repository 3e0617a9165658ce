import type { HeaderRow } from '../http/header-rows.ts';
import type { ParsedCurl } from '../../kit/parse-curl.ts';
import { contentTypes } from './request-body.ts';
import type { BodyType, TestRequest } from './requests-store.ts';

/** Takes a curl command over into the prepared request; names the files that only the person can choose. */
export function requestOfCurl(curl: ParsedCurl, before: TestRequest): { request: TestRequest; files: string[] } {
  const { method, url, headers, body } = curl;
  const bodyType = bodyTypeOf(body, headers);
  const implied = bodyType === null ? undefined : contentTypes[bodyType].split(';', 1)[0];
  const rows: HeaderRow[] = headers
    .filter(([name, value]) => !(name.toLowerCase() === 'content-type' && value.split(';', 1)[0] === implied))
    .map(([name, value], index) => ({ id: index + 1, enabled: true, name, value }));
  const parts = body?.kind === 'multipart' ? body.parts : [];
  const files = [...parts.flatMap(({ file }) => file ?? []), ...(body?.kind === 'file' ? [body.name] : [])];
  return {
    request: {
      ...before,
      method,
      path: pathOf(url),
      headers: rows,
      bodyType: bodyType ?? before.bodyType,
      body: body?.kind === 'text' ? body.text : '',
      file: null,
      parts: parts.map(({ name, value }) => ({ name, value, file: null })),
    },
    files,
  };
}

/** What the function sees of an address: the gateway's `/fn` is not part of it. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname.replace(/^\/fn(?=\/|$)/, '') || '/'}${search}`;
}

function bodyTypeOf(body: ParsedCurl['body'], headers: ParsedCurl['headers']): BodyType | null {
  if (body === null) return null;
  if (body.kind !== 'text') return body.kind;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1].toLowerCase() ?? '';
  if (/[/+]json\b/.test(type)) return 'json';
  return type.startsWith('application/x-www-form-urlencoded') ? 'form' : 'text';
}
