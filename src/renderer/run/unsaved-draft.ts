import type { InvokeInput } from '../../contract/invocation.ts';
import { isDirty } from '../editor/drafts.ts';
import { useDrafts } from '../editor/drafts-store.ts';
import { useFunctions } from '../state/functions-store.ts';

/** What a person has typed in a function and not saved, as `invoke` takes it; undefined when everything is saved. */
export function unsavedDraft(functionId: string): InvokeInput['draft'] {
  const draft = useDrafts.getState().drafts[functionId];
  if (draft === undefined || !isDirty(draft)) return undefined;
  return { code: draft.text, language: useFunctions.getState().functions.get(functionId)?.language };
}
