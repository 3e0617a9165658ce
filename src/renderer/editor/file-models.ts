import { languageOf } from './file-language.ts';
import { editText, saveCount, storedText, useDrafts } from './drafts-store.ts';
import { monaco } from './monaco.ts';
import { dismissSaveProblem } from './save-file.ts';

type TextModel = monaco.editor.ITextModel;

/** What the models without a draft were made from. */
const storedTexts = new Map<string, string>();

/** The one model of a file, made on first use. Undo history lives as long as the model. */
export function fileModel(path: string, text: string): TextModel {
  const uri = uriOf(path);
  const existing = monaco.editor.getModel(uri);
  if (existing !== null) return existing;
  const model = monaco.editor.createModel(useDrafts.getState().drafts[path]?.text ?? text, languageOf(path), uri);
  storedTexts.set(path, text);
  model.updateOptions({
    tabSize: 2,
    insertSpaces: true,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  model.onDidChangeContent(() => take(path, model.getValue()));
  return model;
}

export const modelOf = (path: string): TextModel | null => monaco.editor.getModel(uriOf(path));

export const uriOf = (path: string): monaco.Uri => monaco.Uri.from({ scheme: 'file', path: `/${path}` });
export const pathOf = ({ scheme, path }: monaco.Uri): string | null => (scheme === 'file' ? path.slice(1) : null);

/** Another program wrote the file: its model follows, unless there is a draft, which knows better. */
export function modelStored(path: string, text: string): void {
  storedTexts.set(path, text);
  const model = modelOf(path);
  if (model !== null && useDrafts.getState().drafts[path] === undefined) replaceText(model, text);
}

/** Forgets the models of files that are gone. */
export function disposeModels(isGone: (path: string) => boolean): void {
  for (const model of monaco.editor.getModels()) {
    const path = pathOf(model.uri);
    if (path === null || !isGone(path)) continue;
    storedTexts.delete(path);
    model.dispose();
  }
}

/** Whatever changes a text, a draft or the editor: both have the same from then on. */
export function followDrafts(): void {
  useDrafts.subscribe(({ drafts }, before) => {
    if (drafts === before.drafts) return;
    for (const [path, { text }] of Object.entries(drafts)) {
      if (text === before.drafts[path]?.text) continue;
      const model = modelOf(path);
      if (model !== null) replaceText(model, text);
    }
  });
}

function take(path: string, text: string): void {
  const draft = useDrafts.getState().drafts[path];
  if (draft?.text === text) return;
  // A rename of a symbol also changes files that are not open.
  if (draft === undefined) {
    const stored = storedTexts.get(path) ?? '';
    if (stored === text) return;
    storedText(path, stored, saveCount(path));
  }
  editText(path, text);
  dismissSaveProblem(path);
}

/** Puts new text into a model as one undoable edit; the cursor stays near where it was. */
function replaceText(model: TextModel, text: string): void {
  if (model.getValue() === text) return;
  const [start, removed, added] = difference(model.getValue(), text);
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(start + removed));
  model.pushStackElement();
  model.pushEditOperations([], [{ range, text: added }], () => null);
  model.pushStackElement();
  // A position cannot be between the two characters of a line end.
  if (model.getValue() !== text) model.setValue(text);
}

/** Where two texts differ: from where, how much of the old, and the new text there. */
function difference(before: string, after: string): [start: number, removed: number, added: string] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [start, before.length - start - end, after.slice(start, after.length - end)];
}
