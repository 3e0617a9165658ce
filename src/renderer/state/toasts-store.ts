import { create } from 'zustand';

import { type Problem, problemOf } from '../api/problem.ts';

export interface Notice {
  kind: 'notice';
  tone: 'info' | 'ok';
  /** Already in the person's language. */
  title: string;
  description?: string;
  action?: { label: string; run: () => void };
}

/** A short notice, or a failed call whose words the toaster finds by its code. */
export type Toast = { id: number; at: number; count: number } & (Notice | { kind: 'problem'; problem: Problem });

/** More than this at once is noise; the oldest gives way. */
const visibleToasts = 3;

/** What was told before, for looking it up. */
const keptToasts = 50;

/** Short notices at the edge of the window, and those of before, latest first. */
export const useToasts = create<{ toasts: readonly Toast[]; history: readonly Toast[] }>()(() => ({
  toasts: [],
  history: [],
}));

let lastId = 0;
const next = () => ({ id: ++lastId, at: Date.now(), count: 1 });

/** The list after one more: an equal notice is renewed instead of repeated, and never more than three stay. */
export function withToast(toasts: readonly Toast[], toast: Toast): readonly Toast[] {
  return [...toasts.filter((old) => keyOf(old) !== keyOf(toast)), counted(toasts, toast)].slice(-visibleToasts);
}

/** The history after one more: an equal one moves to the front and counts. */
export function withRecord(history: readonly Toast[], toast: Toast): readonly Toast[] {
  const others = history.filter((old) => keyOf(old) !== keyOf(toast));
  return [counted(history, toast), ...others].slice(0, keptToasts);
}

function counted(toasts: readonly Toast[], toast: Toast): Toast {
  const same = toasts.find((old) => keyOf(old) === keyOf(toast));
  return same === undefined ? toast : { ...toast, count: same.count + 1 };
}

function keyOf(toast: Toast): string {
  return toast.kind === 'notice'
    ? JSON.stringify([toast.title, toast.description])
    : JSON.stringify([toast.problem.code, toast.problem.message]);
}

function show(toast: Toast): void {
  useToasts.setState(({ toasts, history }) => ({
    toasts: withToast(toasts, toast),
    history: withRecord(history, toast),
  }));
}

/** Shows a notice. */
export function showToast(notice: Omit<Notice, 'kind'>): void {
  show({ kind: 'notice', ...notice, ...next() });
}

/** Tells the person about a failed call that belongs to no field on the screen. */
export function reportProblem(error: unknown): void {
  show({ kind: 'problem', problem: problemOf(error), ...next() });
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
