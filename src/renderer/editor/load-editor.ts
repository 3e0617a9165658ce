import { i18n } from '../i18n/i18n.ts';

/** Monaco speaks the language of the moment it is loaded in; changing it later takes effect with the next start. */
async function loadWords(): Promise<void> {
  if (i18n.language === 'zh-CN') await import('monaco-editor/nls/lang/zh-cn');
}

/** The editor and Monaco, fetched on first use. */
export async function loadCodeEditor() {
  await loadWords();
  return import('./code-editor.tsx');
}

/** The diff of two texts, likewise. */
export async function loadCodeDiff() {
  await loadWords();
  return import('./code-diff.tsx');
}

/** By then the window is drawn and the person's language is known. */
const settledAfterMs = 1_500;

/** Fetches the editor while nothing else is going on, so that the first function opens at once. */
export function preloadCodeEditor(): void {
  setTimeout(() => requestIdleCallback(() => void loadCodeEditor()), settledAfterMs);
}
