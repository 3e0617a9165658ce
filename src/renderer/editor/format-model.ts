import * as typescript from 'monaco-editor/languages/features/typescript/register';

import { isCodeFile } from './file-language.ts';
import { modelOf } from './file-models.ts';
import { monaco } from './monaco.ts';

interface TextEdit {
  span: { start: number; length: number };
  newText: string;
}

const options = {
  indentSize: 2,
  tabSize: 2,
  newLineCharacter: '\n',
  convertTabsToSpaces: true,
  indentStyle: 2,
  insertSpaceAfterCommaDelimiter: true,
  insertSpaceAfterSemicolonInForStatements: true,
  insertSpaceBeforeAndAfterBinaryOperators: true,
  insertSpaceAfterKeywordsInControlFlowStatements: true,
  insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: true,
};

/** Formats a script's model as one undoable edit, with TypeScript's own formatter. */
export async function formatModel(path: string): Promise<void> {
  const model = modelOf(path);
  if (model === null || !isCodeFile(path)) return;
  const isTypeScript = model.getLanguageId() === 'typescript';
  const workers = await (isTypeScript ? typescript.getTypeScriptWorker() : typescript.getJavaScriptWorker());
  const worker = await workers(model.uri);
  const version = model.getVersionId();
  const edits = (await worker.getFormattingEditsForDocument(model.uri.toString(), options)) as TextEdit[];
  // What was typed meanwhile is in other places than the edits know.
  if (model.isDisposed() || model.getVersionId() !== version || edits.length === 0) return;
  model.pushStackElement();
  model.pushEditOperations(
    [],
    edits.map(({ span, newText }) => {
      const start = model.getPositionAt(span.start);
      const end = model.getPositionAt(span.start + span.length);
      return { range: monaco.Range.fromPositions(start, end), text: newText };
    }),
    () => null,
  );
  model.pushStackElement();
}
