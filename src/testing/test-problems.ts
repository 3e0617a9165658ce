import type { Assertion } from '../contract/assertion.ts';
import type { TestCase } from '../contract/test.ts';
import { jsonPathProblem } from './json-path.ts';
import { patternProblem } from './pattern.ts';

/** Something wrong with a test that its schema cannot see, by the way to it in the file. */
export interface TestProblem {
  path: (string | number)[];
  message: string;
}

/** RFC 9110, sections 5.6.2 and 5.5. */
const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** JSON paths, patterns and headers that are none; empty for a test that can run. */
export function testProblems({ request, assertions }: Pick<TestCase, 'request' | 'assertions'>): TestProblem[] {
  const headers = Object.entries(request.headers ?? {}).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    const isFine = headerName.test(name) && values.every((one) => headerValue.test(one));
    return isFine ? [] : [{ path: ['request', 'headers', name], message: 'this cannot be sent as a header' }];
  });
  const wrong = assertions.flatMap((assertion, index) => {
    const problem = assertionProblem(assertion);
    return problem === null ? [] : [{ path: ['assertions', index, problem.field], message: problem.message }];
  });
  return [...headers, ...wrong];
}

/** What is wrong with an assertion, and in which of its fields; null when nothing is. */
export function assertionProblem(assertion: Assertion): { field: 'path' | 'value' | 'name'; message: string } | null {
  if (assertion.target === 'header' && !headerName.test(assertion.name)) {
    return { field: 'name', message: 'this is not the name of a header' };
  }
  if (assertion.target === 'json') {
    const problem = jsonPathProblem(assertion.path);
    if (problem !== null) return { field: 'path', message: `not a JSON path: ${problem}` };
  }
  if (assertion.op === 'matches') {
    const problem = patternProblem(assertion.value);
    if (problem !== null) return { field: 'value', message: `not a regular expression: ${problem}` };
  }
  if (assertion.op === 'range' && assertion.value[0] > assertion.value[1]) {
    return { field: 'value', message: 'the range ends before it begins' };
  }
  return null;
}
