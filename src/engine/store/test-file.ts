import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { z } from 'zod';

import { exchangeSchema, type Exchange } from '../../contract/exchange.ts';
import { testCaseSchema, type TestCase } from '../../contract/test.ts';
import { testProblems } from '../../testing/test-problems.ts';
import { JsonSyntaxError, parseJson } from './json-text.ts';

/** A test file that cannot be understood; `line` and `column` count from 1. */
export class BrokenTestError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: { line: number; column: number }) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

const exchangesSchema = z.array(exchangeSchema).max(500);

/** Throws BrokenTestError for what is not JSON, has a field too many or too few, or says what cannot be. */
export function parseTest(text: string): TestCase {
  const test = parseAs(testCaseSchema, text);
  const problem = testProblems(test)[0];
  if (problem !== undefined) throw broken(text, problem.path, problem.message);
  return test;
}

/** The same for a file of recorded answers. */
export function parseExchanges(text: string): Exchange[] {
  return parseAs(exchangesSchema, text);
}

/** What a test's file says, always in the same order, and nothing that goes without saying. */
export function orderedTest(test: TestCase): object {
  const { description, request, assertions, fetch, exchanges } = testCaseSchema.parse(test);
  return {
    ...(description !== undefined && { description }),
    request,
    assertions,
    ...(fetch !== 'live' && { fetch }),
    ...(exchanges !== undefined && exchanges.length > 0 && { exchanges }),
  };
}

function parseAs<T>(schema: z.ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new BrokenTestError(error.message, error);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw broken(text, issue?.path ?? [], issue?.message ?? 'it is not a test');
}

/** Names the field, and finds its line: that of what it stands in where the field itself is missing. */
function broken(text: string, path: readonly PropertyKey[], message: string): BrokenTestError {
  const keys = path.map((key) => (typeof key === 'number' ? key : String(key)));
  const tree = parseTree(text);
  let offset = 0;
  for (let length = keys.length; tree !== undefined && length > 0; length--) {
    const node = findNodeAtLocation(tree, keys.slice(0, length));
    if (node === undefined) continue;
    offset = node.offset;
    break;
  }
  const before = text.slice(0, offset).split('\n');
  const field = keys.join('.');
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return new BrokenTestError(field === '' ? message : `"${field}": ${message}`, place);
}
