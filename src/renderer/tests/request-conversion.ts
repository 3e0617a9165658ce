import type { HeaderList } from '../../contract/invocation.ts';
import type { StoredHeaders } from '../../contract/exchange.ts';
import type { TestBody, TestRequest } from '../../contract/test.ts';
import { parseJsonText } from '../../testing/json-values.ts';
import { findHeader } from '../../kit/find-header.ts';
import type { SentRequest } from '../run/request-body.ts';

/** Of the connection or the client, or made anew for each request. */
const droppedHeaders =
  /^(host|connection|content-length|transfer-encoding|accept-encoding|user-agent|keep-alive|te|upgrade|upgrade-insecure-requests|expect|sec-.*|dnt|referer|origin|pragma|priority)$/i;
/** Who asked: that does not belong in a file that goes into version control. */
const secretHeaders = /^(authorization|proxy-authorization|cookie|x-api-key)$/i;

/** The request as a test file has it, and the names of headers that were left out because they tell who asked. */
export function testRequestOf(sent: SentRequest): { request: TestRequest; withheld: string[] } {
  const { method, path, headers, body } = sent;
  const type = findHeader(headers, 'content-type') ?? '';
  const kept = body === undefined ? undefined : testBodyOf(body, type);
  const implied = kept !== undefined && isImplied(kept, type);
  const told = headers.filter(
    ([name, value]) =>
      !droppedHeaders.test(name) &&
      !secretHeaders.test(name) &&
      !(name.toLowerCase() === 'accept' && value === '*/*') &&
      !(implied && name.toLowerCase() === 'content-type'),
  );
  const stored = storedHeaders(told);
  return {
    request: {
      method,
      path,
      ...(Object.keys(stored).length > 0 && { headers: stored }),
      ...(kept !== undefined && { body: kept }),
    },
    withheld: headers.map(([name]) => name).filter((name) => secretHeaders.test(name)),
  };
}

function testBodyOf({ text, encoding }: NonNullable<SentRequest['body']>, type: string): TestBody | undefined {
  if (text === '') return undefined;
  if (encoding === 'base64') return { base64: text };
  const json = /[/+]json\b/i.test(type) ? parseJsonText(text) : undefined;
  return json === undefined ? { text } : { json };
}

function isImplied(body: TestBody, type: string): boolean {
  if ('json' in body) return /^application\/json(;\s*charset=utf-8)?$/i.test(type);
  if ('text' in body) return /^text\/plain;\s*charset=utf-8$/i.test(type);
  return 'base64' in body && type === 'application/octet-stream';
}

function storedHeaders(headers: HeaderList): StoredHeaders {
  const groups = Map.groupBy(headers, ([name]) => name.toLowerCase());
  return Object.fromEntries(
    [...groups.values()].map((group) => {
      const [name = '', value = ''] = group[0] ?? [];
      return [name, group.length === 1 ? value : group.map(([, each]) => each)];
    }),
  );
}
