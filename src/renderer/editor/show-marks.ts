import type { CodeMark } from './code-marks.ts';
import { monaco } from './monaco.ts';

const owner = 'nexo';

/** Underlines where the compiler stopped, until the returned function is called. */
export function showSyntaxMark(model: monaco.editor.ITextModel, mark: CodeMark): () => void {
  if (isInside(model, mark)) monaco.editor.setModelMarkers(model, owner, [markerOf(model, mark)]);
  return () => {
    if (!model.isDisposed()) monaco.editor.setModelMarkers(model, owner, []);
  };
}

/** Marks the line and its gutter where a run failed, until the returned function is called. */
export function showFailureMark(editor: monaco.editor.ICodeEditor, mark: CodeMark): () => void {
  const model = editor.getModel();
  if (model === null || !isInside(model, mark)) return () => undefined;
  const decorations = editor.createDecorationsCollection([decorationOf(mark)]);
  return () => decorations.clear();
}

function isInside(model: monaco.editor.ITextModel, { line }: CodeMark): boolean {
  return line >= 1 && line <= model.getLineCount();
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
