import { create } from 'zustand';

import type { TestCase } from '../../../contract/test.ts';
import { engine } from '../../api/clients.ts';
import { canSend } from '../../run/request-problem.ts';
import { currentFunctions } from '../../state/functions-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { preparedTest } from '../../tests/prepared-test.ts';
import { newTestName } from '../../tests/save-test.ts';
import { TestDialog } from './test-dialog.tsx';
import type { TestDraft } from './test-draft.ts';
import { keptTestDraft } from './test-draft-keeping.ts';

interface EditedTestState {
  functionId: string;
  savedName: string | undefined;
  name: string;
  test: TestCase;
  kept: TestDraft | undefined;
}

const useEditedTest = create<{ edited: EditedTestState | null }>()(() => ({ edited: null }));

/** Begins a test of the request prepared beside the code, and of its last answer. */
export async function newTest(functionId: string): Promise<void> {
  const target = currentFunctions().get(functionId);
  const prepared = target !== undefined && canSend(target) ? preparedTest(functionId) : null;
  if (prepared === null) return;
  const { test } = prepared;
  const kept = await keptTestDraft({ functionId, savedName: undefined });
  const name = newTestName(functionId, test.request);
  useEditedTest.setState({ edited: { functionId, savedName: undefined, name, test, kept } });
}

export async function editTest(functionId: string, name: string): Promise<void> {
  try {
    const { test } = await engine.tests.get({ functionId, name });
    const kept = await keptTestDraft({ functionId, savedName: name });
    useEditedTest.setState({ edited: { functionId, savedName: name, name, test, kept } });
  } catch (error) {
    reportProblem(error);
  }
}

/** The test that is written, over the window: it stays while the panes below it move. */
export function EditedTest() {
  const edited = useEditedTest((state) => state.edited);
  if (edited === null) return null;
  return (
    <TestDialog
      {...edited}
      preparedRequest={() => preparedTest(edited.functionId)?.test.request ?? edited.test.request}
      onClose={() => useEditedTest.setState({ edited: null })}
    />
  );
}
