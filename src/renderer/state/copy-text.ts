import { reportProblem, showToast } from './toasts-store.ts';

/** Puts a text on the clipboard and says so, with its beginning; what was in the way is told instead. */
export function copyText(text: string, title: string): void {
  navigator.clipboard
    .writeText(text)
    .then(() => showToast({ tone: 'ok', title, description: text.slice(0, 300) }), reportProblem);
}
