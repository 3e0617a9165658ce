import type { Language } from '../../contract/function.ts';
import { monaco } from './monaco.ts';

type TextModel = monaco.editor.ITextModel;
type ViewState = monaco.editor.ICodeEditorViewState;

const extensions: Record<Language, string> = { javascript: 'js', typescript: 'ts' };

/** Where the cursor and scroll of each function were; kept while the window lives. */
const viewStates = new Map<string, ViewState>();

/** The one model of a function's code, made on first use. Undo history lives as long as the model. */
export function functionModel(functionId: string, language: Language, text: string): TextModel {
  const uri = modelUri(functionId, language);
  const existing = monaco.editor.getModel(uri);
  if (existing !== null) return existing;
  disposeModel(functionId);
  const model = monaco.editor.createModel(text, language, uri);
  model.updateOptions({
    tabSize: 2,
    insertSpaces: true,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}

/** Puts new text into a model as one undoable edit; the cursor stays near where it was. */
export function replaceText(model: TextModel, text: string): void {
  if (model.getValue() === text) return;
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}

/** Forgets a function's model in whatever language it was. */
export function disposeModel(functionId: string): void {
  for (const language of Object.keys(extensions) as Language[]) {
    monaco.editor.getModel(modelUri(functionId, language))?.dispose();
  }
}

export function rememberView(functionId: string, state: ViewState | null): void {
  if (state !== null) viewStates.set(functionId, state);
}

export function rememberedView(functionId: string): ViewState | null {
  return viewStates.get(functionId) ?? null;
}

function modelUri(functionId: string, language: Language): monaco.Uri {
  return monaco.Uri.parse(`file:///functions/${functionId}/index.${extensions[language]}`);
}
