import { monaco } from './monaco.ts';
import type { RunMark, RunWords } from './run-marks.ts';

/** Says beside each line whether it ran, and behind it what took long, until the returned function is called. */
export function showRunMarks(
  editor: monaco.editor.ICodeEditor,
  marks: readonly RunMark[],
  describe: (mark: RunMark) => RunWords,
): () => void {
  const model = editor.getModel();
  const inside = marks.filter(({ line }) => model !== null && line >= 1 && line <= model.getLineCount());
  const decorations = editor.createDecorationsCollection(
    inside.flatMap((mark) => {
      const { hint, note } = describe(mark);
      const end = model?.getLineMaxColumn(mark.line) ?? 1;
      return [decorationOf(mark, hint), ...(note === undefined ? [] : [noteOf(mark, end, note)])];
    }),
  );
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

function noteOf({ line }: RunMark, end: number, note: string): monaco.editor.IModelDeltaDecoration {
  return {
    range: new monaco.Range(line, end, line, end),
    options: {
      showIfCollapsed: true,
      after: { content: note, inlineClassName: 'nexo-took', cursorStops: monaco.editor.InjectedTextCursorStops.None },
    },
  };
}
