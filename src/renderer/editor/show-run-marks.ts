import { monaco } from './monaco.ts';
import type { RunMark } from './run-marks.ts';

/** Says beside each line whether it ran, until the returned function is called. `describe` words it for the pointer. */
export function showRunMarks(
  editor: monaco.editor.ICodeEditor,
  marks: readonly RunMark[],
  describe: (mark: RunMark) => string,
): () => void {
  const lineCount = editor.getModel()?.getLineCount() ?? 0;
  const inside = marks.filter(({ line }) => line >= 1 && line <= lineCount);
  const decorations = editor.createDecorationsCollection(inside.map((mark) => decorationOf(mark, describe(mark))));
  return () => decorations.clear();
}

function decorationOf({ line, hits, isHot }: RunMark, text: string): monaco.editor.IModelDeltaDecoration {
  return {
    range: new monaco.Range(line, 1, line, 1),
    options: {
      isWholeLine: true,
      linesDecorationsClassName: hits === 0 ? 'nexo-not-ran' : isHot ? 'nexo-ran nexo-ran-hot' : 'nexo-ran',
      linesDecorationsTooltip: text,
      lineNumberHoverMessage: { value: text },
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
    },
  };
}
