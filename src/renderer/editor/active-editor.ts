/** What the rest of a screen may ask of the editor on it. */
export interface CodeEditorHandle {
  focus(): void;
  /** Shows a place in the code and puts the cursor there. */
  goTo(line: number, column?: number): void;
  undo(): void;
}

let handle: CodeEditorHandle | null = null;

/** The editor on the screen announces itself; null when it goes. */
export function setActiveEditor(next: CodeEditorHandle | null): void {
  handle = next;
}

/** The editor on the screen, for buttons elsewhere that lead into the code; null when none is shown. */
export function activeEditor(): CodeEditorHandle | null {
  return handle;
}
