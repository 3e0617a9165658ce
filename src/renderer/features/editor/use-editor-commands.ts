import { useCallback, useEffect } from 'react';

import { saveFunction } from '../../editor/save-function.ts';
import { runFunction } from '../../run/runs-store.ts';
import { onCommands } from '../../state/commands.ts';

/** Run and save, by button, menu and key, wherever the focus is in the window. */
export function useEditorCommands(functionId: string, onRun: () => void): { run(): void; save(): void } {
  const run = useCallback(() => {
    onRun();
    void runFunction(functionId);
  }, [functionId, onRun]);
  const save = useCallback(() => void saveFunction(functionId), [functionId]);

  useEffect(() => onCommands({ 'function.run': run, 'function.save': save }), [run, save]);
  return { run, save };
}
