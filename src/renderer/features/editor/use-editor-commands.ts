import { useCallback, useEffect } from 'react';

import { isUnsaved, useDrafts } from '../../editor/drafts-store.ts';
import { formatFile } from '../../editor/formatting.ts';
import { usePlace } from '../../editor/open-place.ts';
import { saveAll, saveFile, saveFunction } from '../../editor/save-file.ts';
import { activePath, cycleTabs, tabMoves, useTabs } from '../../editor/tabs-store.ts';
import { runFunction } from '../../run/runs-store.ts';
import { onCommands } from '../../state/commands.ts';
import { askToClose } from './ask-to-close.ts';

/** Run, save and the tabs' commands, by button, menu and key, wherever the focus is in the window. */
export function useEditorCommands(
  functionId: string,
  onRun: () => void,
  onShow: () => void,
): { run(): void; save(): void } {
  const run = useCallback(() => {
    onRun();
    void runFunction(functionId);
  }, [functionId, onRun]);
  const save = useCallback(() => {
    const path = activePath();
    // With nothing to save in the shown file, what is unsaved of the function is meant.
    if (path !== null && isUnsaved(useDrafts.getState().drafts, path)) void saveFile(path);
    else void saveFunction(functionId);
  }, [functionId]);

  useEffect(() => onCommands({ 'function.run': run, 'function.save': save }), [run, save]);
  useEffect(() => onCommands(fileCommands), []);
  useEffect(() => usePlace.subscribe(onShow), [onShow]);
  return { run, save };
}

const withActive = (act: (path: string) => void) => () => {
  const path = activePath();
  if (path !== null) act(path);
};

const fileCommands = {
  'file.saveAll': () => void saveAll(),
  'file.format': withActive((path) => void formatFile(path)),
  'tab.close': withActive((path) => askToClose(path, useTabs.getState().focused)),
  'tab.reopen': tabMoves.reopen,
  'tab.recent': () => cycleTabs(1),
  'tab.recentBack': () => cycleTabs(-1),
  'tab.next': tabMoves.next,
  'tab.previous': tabMoves.previous,
  'tab.moveLeft': tabMoves.left,
  'tab.moveRight': tabMoves.right,
  'tab.split': tabMoves.split,
};
