import type { ConflictChoice, ImportConflict, ImportPlan } from '../../../contract/import.ts';

/** Everything that is there already, by the keys of choices. */
export function conflictsOf(plan: ImportPlan): { key: string; conflict: ImportConflict }[] {
  const files = plan.files.map(({ path, conflict }) => ({ key: path, conflict }));
  return [...plan.functions, ...plan.requests, ...files].flatMap(({ key, conflict }) =>
    conflict === null ? [] : [{ key, conflict }],
  );
}

/** What is chosen until the person chooses otherwise: never to replace. */
export function defaultChoices(plan: ImportPlan): Record<string, ConflictChoice> {
  return Object.fromEntries(
    conflictsOf(plan).map(({ key, conflict }) => [key, conflict.choices.includes('rename') ? 'rename' : 'skip']),
  );
}
