import { useEffect, useState } from 'react';

import { engine } from '../api/clients.ts';
import { type Problem, problemOf } from '../api/problem.ts';
import { i18n } from '../i18n/i18n.ts';
import { useEngine } from '../state/engine-store.ts';
import { changeOf, useFiles } from '../state/files-store.ts';
import { useFunctions } from '../state/functions-store.ts';
import { showToast } from '../state/toasts-store.ts';
import { baseName, functionOfEntry } from '../state/workspace-paths.ts';
import { saveCount, storedText } from './drafts-store.ts';
import { storedVersions } from './stored-versions.ts';

/**
 * Keeps the draft of a file in step with what is stored while it is shown: read on opening, and again whenever it
 * changes or the engine has come back. Answers why it could not be read, or null.
 */
export function useStoredFile(path: string): Problem | null {
  const change = useFiles((state) => changeOf(state, path));
  const version = useFunctions(({ functions }) => functionOfEntry(functions, path)?.version);
  const opened = useFunctions(({ workspace }) => workspace !== null && workspace.loading === null);
  const ready = useEngine((state) => state.engine.phase === 'ready');
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    if (!ready || !opened) return undefined;
    const abort = new AbortController();
    const since = saveCount(path);
    engine.files.read({ path }, { signal: abort.signal }).then(
      (file) => {
        if (abort.signal.aborted) return;
        storedVersions.set(path, file.version);
        const outcome = storedText(path, file.text, since);
        if (outcome === 'merged') showToast({ tone: 'info', title: i18n.t('editor.merged', { name: baseName(path) }) });
        setProblem(null);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setProblem(problemOf(error));
      },
    );
    return () => abort.abort();
  }, [path, change, version, opened, ready]);

  return problem;
}
