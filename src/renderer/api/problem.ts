import { type ErrorCode, errorStatus, type InputIssue } from '../../contract/errors.ts';

/** What went wrong, in the one form every screen shows: a catalogue code, a text and, where known, the field. */
export interface Problem {
  code: ErrorCode | 'CONNECTION_LOST';
  message: string;
  /** The input field at fault, as a dotted path such as `limits.cpuMs`. */
  field?: string;
  /** The file in the workspace that is at fault, where it is not the function's own entry. */
  file?: string;
  /** In `file`, or else in the field's source, counted from 1. */
  line?: number;
  column?: number;
  /** Everything that is wrong with the input, where there is more than one thing. */
  issues?: InputIssue[];
}

/** Reads any rejection of a call to the engine or the shell. What it does not know is INTERNAL, with its own message. */
export function problemOf(error: unknown): Problem {
  const { code, message, data } = (isRecord(error) ? error : {}) as {
    code?: unknown;
    message?: unknown;
    data?: unknown;
  };
  return {
    code: isKnownCode(code) ? code : code === 'BAD_REQUEST' ? 'INVALID_INPUT' : 'INTERNAL',
    message: typeof message === 'string' && message !== '' ? message : String(error),
    ...detailsOf(data),
  };
}

function detailsOf(data: unknown): Pick<Problem, 'field' | 'file' | 'line' | 'column' | 'issues'> {
  if (!isRecord(data)) return {};
  const { field, file, line, column, issues } = data;
  return {
    ...(typeof field === 'string' && { field }),
    ...(typeof file === 'string' && { file }),
    ...(typeof line === 'number' && { line }),
    ...(typeof column === 'number' && { column }),
    ...(Array.isArray(issues) && { issues: issues.filter(isIssue) }),
  };
}

function isIssue(value: unknown): value is InputIssue {
  return isRecord(value) && typeof value['field'] === 'string' && typeof value['message'] === 'string';
}

function isKnownCode(code: unknown): code is Problem['code'] {
  return typeof code === 'string' && (code === 'CONNECTION_LOST' || Object.hasOwn(errorStatus, code));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What is wrong with each field, by dotted path; empty when the problem belongs to no field. */
export function fieldErrors({ field, message, issues }: Problem): Record<string, string> {
  const entries = issues?.map((issue) => [issue.field, issue.message] as const) ?? [];
  return Object.fromEntries([...(field === undefined ? [] : [[field, message] as const]), ...entries]);
}
