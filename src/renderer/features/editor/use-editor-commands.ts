import { useCallback, useEffect } from 'react';

import { saveFunction } from '../../editor/save-function.ts';
import { isShortcut } from '../../editor/shortcut-text.ts';
import { runFunction } from '../../run/runs-store.ts';
import { onCommand } from '../../state/commands.ts';

/** Run and save, by button, menu and key, wherever the focus is in the window. */
export function useEditorCommands(functionId: string, onRun: () => void): { run(): void; save(): void } {
  const run = useCallback(() => {
    onRun();
    void runFunction(functionId);
  }, [functionId, onRun]);
  const save = useCallback(() => void saveFunction(functionId), [functionId]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      const command = isShortcut(event, 'Enter') ? run : isShortcut(event, 's') ? save : null;
      if (command === null) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', onKeyDown);
    const stops = [
      () => window.removeEventListener('keydown', onKeyDown),
      onCommand('function.run', run),
      onCommand('function.save', save),
    ];
    return () => stops.forEach((stop) => stop());
  }, [run, save]);
  return { run, save };
}
