import type { Assertion } from '../contract/assertion.ts';

/** What an assertion is about, in a line of a report: `header content-type contains`. */
export function describeAssertion(assertion: Assertion): string {
  const { target, op } = assertion;
  if (target === 'header') return `header ${assertion.name.toLowerCase()} ${verbs[op]}`;
  if (target === 'json') return `${assertion.path} ${verbs[op]}`;
  if (target === 'time' || target === 'cpu') return target === 'cpu' ? 'CPU time' : 'time';
  return target === 'status' ? 'status' : `body ${verbs[op]}`;
}

const verbs = {
  equals: 'equals',
  class: 'is in',
  range: 'is in',
  contains: 'contains',
  matches: 'matches',
  exists: 'exists',
  absent: 'is absent',
  type: 'has type',
  length: 'has length',
  subset: 'has',
  below: 'is below',
} as const satisfies Record<Assertion['op'], string>;
