import { z } from 'zod';

import { failureReason } from '../../disk/failure-reason.ts';
import { JsonSyntaxError } from './json-text.ts';

/** Why a JSON file of ours cannot be used: the line or the field at fault; no full stop at its end. */
export function damageReason(error: unknown): string {
  if (error instanceof JsonSyntaxError) return `line ${error.line}: ${error.message}`;
  const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
  if (issue === undefined) return failureReason(error);
  return issue.path.length === 0 ? issue.message : `"${issue.path.join('.')}": ${issue.message}`;
}
