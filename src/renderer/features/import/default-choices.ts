import { conflictsOf, type ConflictChoice, type ImportPlan } from '../../../contract/import.ts';

/** What is chosen until the person chooses otherwise: never to replace. */
export function defaultChoices(plan: ImportPlan): Record<string, ConflictChoice> {
  return Object.fromEntries(
    conflictsOf(plan).map(({ key, conflict }) => [key, conflict.choices.includes('rename') ? 'rename' : 'skip']),
  );
}
