import { z } from 'zod';

import { assertionSchema, type Assertion, type AssertionTarget, type Json } from '../../../contract/assertion.ts';
import { assertionProblem } from '../../../testing/test-problems.ts';

/** What can be asked of each thing, the most usual first. */
export const operatorsOf: Record<AssertionTarget, readonly [Assertion['op'], ...Assertion['op'][]]> = {
  status: ['equals', 'class', 'range'],
  header: ['equals', 'contains', 'matches', 'exists', 'absent'],
  json: ['equals', 'exists', 'absent', 'type', 'matches', 'length'],
  body: ['subset', 'equals', 'contains', 'matches'],
  time: ['below'],
  cpu: ['below'],
};

export const assertionDraftSchema = z.object({
  id: z.int(),
  target: z.enum(Object.keys(operatorsOf) as AssertionTarget[]),
  op: z.enum([...new Set(Object.values(operatorsOf).flat())]),
  /** Of a header, or the JSON path. */
  subject: z.string(),
  value: z.string(),
});
/** An assertion while it is written; every field is text. */
export type AssertionDraft = z.infer<typeof assertionDraftSchema>;

export type DraftProblem = 'number' | 'range' | 'json' | 'path' | 'pattern' | 'header' | 'value';

/** The assertion, or what is wrong and where. */
export type ReadAssertion =
  | { assertion: Assertion; problem: null }
  | { assertion: null; problem: { field: 'subject' | 'value'; kind: DraftProblem; reason: string } };

export function draftOf(assertion: Assertion, id: number): AssertionDraft {
  const { target, op } = assertion;
  const subject = target === 'header' ? assertion.name : target === 'json' ? assertion.path : '';
  return { id, target, op, subject, value: 'value' in assertion ? valueText(assertion) : '' };
}

/** Another target keeps what still makes sense. */
export function withTarget(draft: AssertionDraft, target: AssertionTarget): AssertionDraft {
  const op = operatorsOf[target].includes(draft.op) ? draft.op : operatorsOf[target][0];
  const subject = target === 'json' ? '$' : '';
  return { ...draft, target, op, subject: target === draft.target ? draft.subject : subject };
}

export function readAssertion({ target, op, subject, value }: AssertionDraft): ReadAssertion {
  const parsed = readValue(target, op, value);
  if ('kind' in parsed) return { assertion: null, problem: { field: 'value', ...parsed } };
  const about = target === 'header' ? { name: subject.trim() } : target === 'json' ? { path: subject.trim() } : {};
  const result = assertionSchema.safeParse({ target, op, ...about, ...parsed });
  if (!result.success) {
    const { path, message } = result.error.issues[0] ?? { path: [], message: '' };
    const isSubject = path[0] === 'name' || path[0] === 'path';
    const kind = isSubject ? (target === 'json' ? 'path' : 'header') : 'value';
    return { assertion: null, problem: { field: isSubject ? 'subject' : 'value', kind, reason: message } };
  }
  const problem = assertionProblem(result.data);
  if (problem === null) return { assertion: result.data, problem: null };
  const reason = problem.message.replace(/^not a (JSON path|regular expression): /, '');
  const kinds = { path: 'path', name: 'header', value: op === 'matches' ? 'pattern' : 'range' } as const;
  const field = problem.field === 'value' ? 'value' : 'subject';
  return { assertion: null, problem: { field, kind: kinds[problem.field], reason } };
}

type ReadValue = { value?: Json } | { kind: DraftProblem; reason: string };

function readValue(target: AssertionTarget, op: Assertion['op'], value: string): ReadValue {
  if (op === 'exists' || op === 'absent') return {};
  if (op === 'range') return readRange(value);
  const isNumber = op === 'below' || op === 'length' || (target === 'status' && op === 'equals');
  if (isNumber) {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    return Number.isFinite(number) ? { value: number } : { kind: 'number', reason: '' };
  }
  if (op === 'subset' || (target === 'json' && op === 'equals')) return readJson(value);
  return { value };
}

function readRange(value: string): ReadValue {
  const [from, to] = /^\s*(\d{3})\s*[-–]\s*(\d{3})\s*$/.exec(value)?.slice(1).map(Number) ?? [];
  return from === undefined || to === undefined ? { kind: 'range', reason: '' } : { value: [from, to] };
}

function readJson(text: string): ReadValue {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { kind: 'json', reason: error instanceof Error ? error.message : String(error) };
  }
}

function valueText(assertion: Extract<Assertion, { value: unknown }>): string {
  const { op, value } = assertion;
  if (op === 'range') return value.join('-');
  if (op === 'subset' || (assertion.target === 'json' && op === 'equals')) return JSON.stringify(value, null, 2);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
