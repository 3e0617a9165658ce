import { filePathFault } from '../../contract/file.ts';
import { pathOf } from './file-models.ts';
import { monaco } from './monaco.ts';
import { type FileProblem, useEditorProblems } from './problems-store.ts';

/** Keeps the list of what the editor marks as errors and warnings, in every file it knows. */
export function collectProblems(): void {
  monaco.editor.onDidChangeMarkers((uris) => {
    const problems = { ...useEditorProblems.getState().problems };
    for (const uri of uris) {
      const path = pathOf(uri);
      if (path === null || filePathFault(path) !== undefined) continue;
      const found = monaco.editor.getModelMarkers({ resource: uri }).flatMap((marker) => problemOf(path, marker));
      if (found.length > 0) problems[path] = found;
      else delete problems[path];
    }
    useEditorProblems.setState({ problems });
  });
}

/** The engine's own complaints are told by the functions; hints are no problems. */
function problemOf(file: string, marker: monaco.editor.IMarker): FileProblem[] {
  const { severity, owner, message, startLineNumber: line, startColumn: column } = marker;
  if (owner === 'nexo' || severity < monaco.MarkerSeverity.Warning) return [];
  return [{ file, message, line, column, tone: severity === monaco.MarkerSeverity.Error ? 'error' : 'warning' }];
}
