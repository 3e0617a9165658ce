import { followDrafts, modelOf, pathOf } from './file-models.ts';
import { followEnvs } from './follow-envs.ts';
import { followFunctionFiles } from './function-files.ts';
import { followPackageTypes } from './follow-package-types.ts';
import { setFormatter } from './formatting.ts';
import { formatModel } from './format-model.ts';
import { monaco } from './monaco.ts';
import { openPlace } from './open-place.ts';
import { collectProblems } from './collect-problems.ts';

let started = false;

/** What the code editor does for the whole window, from the first time it is shown. */
export function startEditorServices(): void {
  if (started) return;
  started = true;
  followDrafts();
  followEnvs();
  followFunctionFiles();
  followPackageTypes();
  collectProblems();
  setFormatter(formatModel);
  monaco.editor.registerEditorOpener({
    openCodeEditor(_source, resource, at) {
      const path = pathOf(resource);
      // What the runtime declares has no file of the person's to open.
      if (path === null || modelOf(path) === null || path.startsWith('nexo/')) return false;
      openPlace({ file: path, ...startOf(at) });
      return true;
    },
  });
}

function startOf(at: monaco.IRange | monaco.IPosition | undefined): { line?: number; column?: number } {
  if (at === undefined) return {};
  if ('startLineNumber' in at) return { line: at.startLineNumber, column: at.startColumn };
  return { line: at.lineNumber, column: at.column };
}
