import type { Assertion } from '../contract/assertion.ts';
import type { HeaderList } from '../contract/invocation.ts';
import type { Finding, PatternTest } from './answer.ts';

type HeaderAssertion = Extract<Assertion, { target: 'header' }>;

export function findInHeaders(assertion: HeaderAssertion, headers: HeaderList, patternTest: PatternTest): Finding {
  const wanted = assertion.name.toLowerCase();
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const actual = values.length === 0 ? 'no such header' : values.join('\n');
  switch (assertion.op) {
    case 'exists':
      return { passed: values.length > 0, expected: 'any value', actual };
    case 'absent':
      return { passed: values.length === 0, expected: 'no such header', actual };
    case 'equals':
      return { passed: values.includes(assertion.value), expected: assertion.value, actual };
    case 'contains':
      return {
        passed: values.some((value) => value.includes(assertion.value)),
        expected: `contains ${assertion.value}`,
        actual,
      };
    case 'matches':
      return {
        passed: values.some((value) => patternTest(assertion.value, value)),
        expected: `matches /${assertion.value}/`,
        actual,
      };
  }
}
