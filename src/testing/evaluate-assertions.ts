import type { Assertion, AssertionResult } from '../contract/assertion.ts';
import type { Answer, Finding, PatternTest } from './answer.ts';
import { findInBody } from './find-in-body.ts';
import { findInHeaders } from './find-in-headers.ts';
import { findInJson } from './find-in-json.ts';
import { findInStatus } from './find-in-status.ts';
import { plainPatternTest } from './pattern.ts';

/**
 * What became of each assertion, in their order. Never throws: an assertion that cannot be looked at, such as one with
 * a path that is none, has failed with the reason.
 */
export function evaluateAssertions(
  assertions: readonly Assertion[],
  answer: Answer,
  patternTest: PatternTest = plainPatternTest,
): AssertionResult[] {
  return assertions.map((assertion) => {
    if (assertion.target === 'cpu' && answer.cpuMs === null) {
      return { assertion, outcome: 'skipped', expected: `below ${assertion.value} ms`, actual: 'not measured here' };
    }
    const { passed, expected, actual } = find(assertion, answer, patternTest);
    return { assertion, outcome: passed ? 'passed' : 'failed', expected, actual };
  });
}

/** Whether a test with these results has passed. */
export function havePassed(results: readonly AssertionResult[]): boolean {
  return results.every(({ outcome }) => outcome !== 'failed');
}

function find(assertion: Assertion, answer: Answer, patternTest: PatternTest): Finding {
  try {
    switch (assertion.target) {
      case 'status':
        return findInStatus(assertion, answer.status);
      case 'header':
        return findInHeaders(assertion, answer.headers, patternTest);
      case 'json':
        return findInJson(assertion, answer.body, patternTest);
      case 'body':
        return findInBody(assertion, answer.body, patternTest);
      case 'time':
        return below(assertion.value, answer.timeMs);
      case 'cpu':
        return below(assertion.value, answer.cpuMs ?? 0);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { passed: false, expected: 'an assertion that can be looked at', actual: reason };
  }
}

function below(allowedMs: number, usedMs: number): Finding {
  const rounded = Math.round(usedMs * 100) / 100;
  return { passed: usedMs < allowedMs, expected: `below ${allowedMs} ms`, actual: `${rounded} ms` };
}
