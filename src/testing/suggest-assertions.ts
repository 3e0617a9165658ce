import type { Assertion, Json } from '../contract/assertion.ts';
import type { Answer } from './answer.ts';
import { parseJsonText } from './json-values.ts';

/** More than this is a picture of the moment, not an expectation. */
const maxTextLength = 200;
const maxMembers = 12;

/** Ids, times and the like are other ones with the next call. */
const changing = /^(id|uuid|_id)$|(Id|At|Time|Date|Token|Nonce|Timestamp)$|^(date|time|timestamp|now|random|uptime)/i;
const changingText = /^\d{4}-\d\d-\d\dT|^[0-9a-f]{8}-[0-9a-f]{4}-|^[A-Za-z0-9_-]{24,}$/;

/** What a person would most likely expect of an answer like this one the next time. */
export function suggestAssertions({ status, headers, body }: Pick<Answer, 'status' | 'headers' | 'body'>): Assertion[] {
  const assertions: Assertion[] = [{ target: 'status', op: 'equals', value: status }];
  const type = headers
    .find(([name]) => name.toLowerCase() === 'content-type')?.[1]
    .split(';', 1)[0]
    ?.trim();
  if (type) assertions.push({ target: 'header', name: 'content-type', op: 'contains', value: type });
  if (body === null || body === '') return assertions;
  const value = parseJsonText(body);
  if (value === undefined) {
    if (body.length <= maxTextLength) assertions.push({ target: 'body', op: 'equals', value: body });
    return assertions;
  }
  const stable = stablePart(value);
  if (typeof stable !== 'object' || stable === null) return [...assertions, jsonEquals('$', stable ?? value)];
  if (Object.keys(stable).length > 0) assertions.push({ target: 'body', op: 'subset', value: stable });
  if (Array.isArray(value)) assertions.push({ target: 'json', path: '$', op: 'type', value: 'array' });
  return assertions;
}

function jsonEquals(path: string, value: Json): Assertion {
  return { target: 'json', path, op: 'equals', value };
}

/** Of arrays the first element, of objects the first members, without what looks like another one each time. */
function stablePart(value: Json): Json | undefined {
  if (typeof value === 'string') return changingText.test(value) || value.length > maxTextLength ? undefined : value;
  if (Array.isArray(value)) {
    const first = value.length > 0 ? stablePart(value[0] ?? null) : undefined;
    return first === undefined ? [] : [first];
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .filter(([key]) => !changing.test(key))
    .map(([key, member]) => [key, stablePart(member)] as const)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined && !isEmpty(entry[1]));
  return Object.fromEntries(members.slice(0, maxMembers));
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
