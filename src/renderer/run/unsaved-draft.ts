import type { InvokeInput } from '../../contract/invocation.ts';
import { unsavedOf, useDrafts } from '../editor/drafts-store.ts';
import { useFunctions } from '../state/functions-store.ts';

/** What a person has typed in a function's files and not saved, as `invoke` takes it; undefined when all is saved. */
export function unsavedDraft(functionId: string): InvokeInput['draft'] {
  const target = useFunctions.getState().functions.get(functionId);
  const { [target?.file ?? '']: code, ...files } = unsavedTexts(functionId);
  if (code === undefined && Object.keys(files).length === 0) return undefined;
  return { code, files, language: target?.language };
}

/** Those texts, by the files' paths. */
export function unsavedTexts(functionId: string): Record<string, string> {
  const { drafts } = useDrafts.getState();
  return Object.fromEntries(unsavedOf(drafts, functionId).map((path) => [path, drafts[path]?.text ?? '']));
}
