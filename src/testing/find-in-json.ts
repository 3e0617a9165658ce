import type { Assertion, Json } from '../contract/assertion.ts';
import type { Finding, PatternTest } from './answer.ts';
import { queryJson } from './json-path.ts';
import { isJsonEqual, jsonText, jsonTypeOf, parseJsonText } from './json-values.ts';

type JsonAssertion = Extract<Assertion, { target: 'json' }>;

export function findInJson(assertion: JsonAssertion, body: string | null, patternTest: PatternTest): Finding {
  const value = body === null ? undefined : parseJsonText(body);
  const expected = expectationOf(assertion);
  if (value === undefined) return { passed: false, expected, actual: notJson(body) };
  const found = queryJson(assertion.path, value);
  const actual = found.length === 0 ? 'nothing there' : found.map((one) => shownOf(assertion, one)).join('\n');
  if (assertion.op === 'exists') return { passed: found.length > 0, expected, actual };
  if (assertion.op === 'absent') return { passed: found.length === 0, expected, actual };
  return { passed: found.some((one) => holds(assertion, one, patternTest)), expected, actual };
}

/** What stands in place of a value when a body is not JSON. */
export function notJson(body: string | null): string {
  if (body === null) return 'the body is not text';
  return body === '' ? 'the body is empty' : `the body is not JSON: ${body.slice(0, 200)}`;
}

function holds(assertion: JsonAssertion, value: Json, patternTest: PatternTest): boolean {
  switch (assertion.op) {
    case 'equals':
      return isJsonEqual(assertion.value, value);
    case 'type':
      return jsonTypeOf(value) === assertion.value;
    case 'matches':
      return typeof value === 'string' && patternTest(assertion.value, value);
    case 'length':
      return lengthOf(value) === assertion.value;
    case 'exists':
    case 'absent':
      return assertion.op === 'exists';
  }
}

function expectationOf(assertion: JsonAssertion): string {
  switch (assertion.op) {
    case 'equals':
      return jsonText(assertion.value);
    case 'type':
      return `of type ${assertion.value}`;
    case 'matches':
      return `matches /${assertion.value}/`;
    case 'length':
      return `of length ${assertion.value}`;
    case 'exists':
      return 'any value';
    case 'absent':
      return 'nothing there';
  }
}

function shownOf({ op }: JsonAssertion, value: Json): string {
  const text = jsonText(value);
  if (op === 'type') return `of type ${jsonTypeOf(value)}: ${text}`;
  if (op !== 'length') return text;
  const length = lengthOf(value);
  return length === null ? `without a length: ${text}` : `of length ${length}: ${text}`;
}

function lengthOf(value: Json): number | null {
  if (typeof value === 'string') return value.match(/./gsu)?.length ?? 0;
  if (typeof value !== 'object' || value === null) return null;
  return Object.keys(value).length;
}
