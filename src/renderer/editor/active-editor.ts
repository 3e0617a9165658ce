/** What the rest of a screen may ask of the editor that has, or last had, the focus. */
export interface CodeEditorHandle {
  focus(): void;
  /** Where the cursor is, counted from 1. */
  line(): number;
  undo(): void;
}

let handle: CodeEditorHandle | null = null;

/** An editor announces that the focus is in it; null when it goes. */
export function setActiveEditor(next: CodeEditorHandle | null): void {
  handle = next;
}

/** That editor, for buttons elsewhere that lead into the code; null when none is shown. */
export function activeEditor(): CodeEditorHandle | null {
  return handle;
}
