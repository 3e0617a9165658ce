import { diffLines } from 'diff';

import type { AssertionResult } from '../../contract/assertion.ts';
import type { TestResult, TestTotals } from '../../contract/test.ts';
import { describeAssertion } from '../../testing/describe-assertion.ts';
import { paint as colours, type Style } from '../paint.ts';

type Paint = (style: Style, text: string) => string;

const plain: Paint = (_style, text) => text;

/** A test in a line, and below it what went wrong. */
export function prettyResult(result: TestResult, coloured = true): string {
  const paint = coloured ? colours : plain;
  const { functionId, name, outcome } = result;
  const mark = { passed: paint('green', '✓'), failed: paint('red', '✕'), broken: paint('yellow', '!') }[outcome];
  const took = result.answer === null ? '' : ` ${paint('dim', `${Math.round(result.answer.wallMs)} ms`)}`;
  const lines = [`${mark} ${functionId} › ${name}${took}`, ...complaints(result, paint).map((line) => `    ${line}`)];
  return lines.join('\n');
}

export function prettyTotals({ passed, failed, broken, durationMs }: TestTotals, coloured = true): string {
  const paint = coloured ? colours : plain;
  const parts = [
    paint(failed + broken > 0 ? 'dim' : 'green', `${passed} passed`),
    failed > 0 ? paint('red', `${failed} failed`) : '',
    broken > 0 ? paint('yellow', `${broken} broken`) : '',
  ];
  return `\n${parts.filter((part) => part !== '').join(', ')} in ${(durationMs / 1_000).toFixed(1)} s`;
}

/** What is wrong with a test, a line an entry; nothing for one that passed. */
export function complaints(result: TestResult, paint: Paint = plain): string[] {
  const { problem, assertions, unexpectedFetches, answer, outcome } = result;
  if (outcome === 'passed') return [];
  if (problem !== null) {
    const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
    return [`${place}: ${problem.reason}`];
  }
  const failed = assertions.filter((one) => one.outcome === 'failed');
  const failure = answer?.failure ? [paint('red', failureText(answer.failure))] : [];
  const fetches = unexpectedFetches.map((asked) => paint('red', `unexpected fetch: ${asked}`));
  return [...failed.flatMap((one) => mismatch(one, paint)), ...fetches, ...failure];
}

function mismatch({ assertion, expected, actual }: AssertionResult, paint: Paint): string[] {
  const about = describeAssertion(assertion);
  if (!expected.includes('\n') && !actual.includes('\n')) {
    return [`${about}: expected ${paint('green', expected)}, got ${paint('red', actual)}`];
  }
  return [`${about}: ${paint('green', '- expected')} ${paint('red', '+ got')}`, ...difference(expected, actual, paint)];
}

function difference(expected: string, actual: string, paint: Paint): string[] {
  return diffLines(`${expected}\n`, `${actual}\n`).flatMap(({ value, added, removed }) => {
    const sign = added ? '+ ' : removed ? '- ' : '  ';
    const style = added ? 'red' : removed ? 'green' : 'dim';
    return value
      .trimEnd()
      .split('\n')
      .map((line) => paint(style, `  ${sign}${line}`));
  });
}

function failureText({ code, message, position }: NonNullable<NonNullable<TestResult['answer']>['failure']>): string {
  return `${code}: ${message}${position ? ` (${position.file}:${position.line})` : ''}`;
}
