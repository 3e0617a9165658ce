import type { Assertion } from '../contract/assertion.ts';
import type { Finding } from './answer.ts';

type StatusAssertion = Extract<Assertion, { target: 'status' }>;

export function findInStatus(assertion: StatusAssertion, status: number): Finding {
  const actual = String(status);
  switch (assertion.op) {
    case 'equals':
      return { passed: status === assertion.value, expected: String(assertion.value), actual };
    case 'class':
      return { passed: actual[0] === assertion.value[0], expected: assertion.value, actual };
    case 'range': {
      const [from, to] = assertion.value;
      return { passed: status >= from && status <= to, expected: `${from} to ${to}`, actual };
    }
  }
}
