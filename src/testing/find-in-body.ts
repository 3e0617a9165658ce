import type { Assertion } from '../contract/assertion.ts';
import type { Finding, PatternTest } from './answer.ts';
import { notJson } from './find-in-json.ts';
import { alikePart, isJsonSubset, jsonText, parseJsonText } from './json-values.ts';

type BodyAssertion = Extract<Assertion, { target: 'body' }>;

export function findInBody(assertion: BodyAssertion, body: string | null, patternTest: PatternTest): Finding {
  if (assertion.op === 'subset') return findSubset(assertion, body);
  const expected = expectationOf(assertion);
  if (body === null) return { passed: false, expected, actual: 'the body is not text' };
  return { passed: holds(assertion, body, patternTest), expected, actual: body };
}

type TextAssertion = Exclude<BodyAssertion, { op: 'subset' }>;

function holds({ op, value }: TextAssertion, body: string, patternTest: PatternTest): boolean {
  if (op === 'equals') return body === value;
  return op === 'contains' ? body.includes(value) : patternTest(value, body);
}

function expectationOf({ op, value }: TextAssertion): string {
  if (op === 'equals') return value;
  return op === 'contains' ? `contains ${value}` : `matches /${value}/`;
}

/** Shows of the actual body only what the assertion speaks about: the rest would drown the difference. */
function findSubset({ value: part }: Extract<BodyAssertion, { op: 'subset' }>, body: string | null): Finding {
  const expected = jsonText(part);
  const value = body === null ? undefined : parseJsonText(body);
  if (value === undefined) return { passed: false, expected, actual: notJson(body) };
  return { passed: isJsonSubset(part, value), expected, actual: jsonText(alikePart(part, value)) };
}
