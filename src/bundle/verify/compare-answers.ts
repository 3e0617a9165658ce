import type { AnswerDifference } from '../../contract/bundle.ts';
import type { Answer } from './exchange.ts';

const maxShown = 2_000;

/** Where a bundle's answer is not Nexo's: status, single headers, body. Texts are cut to what a person looks at. */
export function compareAnswers(expected: Answer, actual: Answer): AnswerDifference[] {
  const differences: AnswerDifference[] = [];
  if (expected.status !== actual.status) {
    differences.push({ what: 'status', expected: String(expected.status), actual: String(actual.status) });
  }
  for (const name of namesOf(expected, actual)) {
    const [before, after] = [valuesOf(expected, name), valuesOf(actual, name)];
    if (before !== after) differences.push({ what: name, expected: before, actual: after });
  }
  if (expected.body !== actual.body) differences.push({ what: 'body', ...shownBodies(expected.body, actual.body) });
  return differences;
}

/** Without what is not the same in Nexo's own answers, one after the other: times, random ids. */
export function withoutVarying(
  differences: readonly AnswerDifference[],
  once: Answer,
  again: Answer,
): AnswerDifference[] {
  const varying = new Set(compareAnswers(once, again).map(({ what }) => what));
  return differences.filter(({ what }) => !varying.has(what));
}

function namesOf(...answers: Answer[]): string[] {
  return [...new Set(answers.flatMap(({ headers }) => headers.map(nameOf)))].toSorted();
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(': '));
}

function valuesOf({ headers }: Answer, name: string): string {
  const values = headers.filter((line) => nameOf(line) === name).map((line) => line.slice(name.length + 2));
  return values.join('\n');
}

/** Of long bodies the part around the first difference. */
function shownBodies(expected: string, actual: string): { expected: string; actual: string } {
  let same = 0;
  while (same < expected.length && expected[same] === actual[same]) same++;
  const from = Math.max(0, same - maxShown / 4);
  const cut = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + maxShown)}${text.length > from + maxShown ? '…' : ''}`;
  return { expected: cut(expected), actual: cut(actual) };
}
