import type { CodeMark } from './code-marks.ts';
import { monaco } from './monaco.ts';

const owner = 'nexo';

/** Shows marks in the code and its gutter until the returned function is called. */
export function showMarks(editor: monaco.editor.ICodeEditor, marks: readonly CodeMark[]): () => void {
  const model = editor.getModel();
  if (model === null) return () => undefined;
  const inside = marks.filter(({ line }) => line >= 1 && line <= model.getLineCount());
  monaco.editor.setModelMarkers(
    model,
    owner,
    inside.filter(({ kind }) => kind === 'syntax').map((mark) => markerOf(model, mark)),
  );
  const decorations = editor.createDecorationsCollection(
    inside.filter(({ kind }) => kind === 'failure').map((mark) => decorationOf(mark)),
  );
  return () => {
    decorations.clear();
    if (!model.isDisposed()) monaco.editor.setModelMarkers(model, owner, []);
  };
}

function markerOf(model: monaco.editor.ITextModel, { message, line, column }: CodeMark): monaco.editor.IMarkerData {
  const start = column ?? model.getLineFirstNonWhitespaceColumn(line);
  const word = model.getWordAtPosition({ lineNumber: line, column: start });
  const endColumn = word?.endColumn ?? Math.max(start + 1, model.getLineMaxColumn(line));
  return {
    severity: monaco.MarkerSeverity.Error,
    message,
    startLineNumber: line,
    startColumn: start,
    endLineNumber: line,
    endColumn,
  };
}

function decorationOf({ message, line }: CodeMark): monaco.editor.IModelDeltaDecoration {
  const hover = { value: message.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~]/g, String.raw`\$&`) };
  return {
    range: new monaco.Range(line, 1, line, 1),
    options: {
      isWholeLine: true,
      className: 'nexo-failed-line',
      glyphMarginClassName: 'nexo-failed-glyph',
      glyphMarginHoverMessage: hover,
      hoverMessage: hover,
      overviewRuler: { color: '#a8261b', position: monaco.editor.OverviewRulerLane.Full },
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
    },
  };
}
