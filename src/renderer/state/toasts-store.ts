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
export type Toast = { id: number } & (Notice | { kind: 'problem'; problem: Problem });

/** More than this at once is noise; the oldest gives way. */
const visibleToasts = 3;

/** Short notices at the edge of the window. */
export const useToasts = create<{ toasts: readonly Toast[] }>()(() => ({ toasts: [] }));

let lastId = 0;

/** The list after one more: an equal notice is renewed instead of repeated, and never more than three stay. */
export function withToast(toasts: readonly Toast[], toast: Toast): readonly Toast[] {
  return [...toasts.filter((old) => keyOf(old) !== keyOf(toast)), toast].slice(-visibleToasts);
}

function keyOf(toast: Toast): string {
  return toast.kind === 'notice'
    ? JSON.stringify([toast.title, toast.description])
    : JSON.stringify([toast.problem.code, toast.problem.message]);
}

function show(toast: Toast): void {
  useToasts.setState(({ toasts }) => ({ toasts: withToast(toasts, toast) }));
}

/** Shows a notice. */
export function showToast(notice: Omit<Notice, 'kind'>): void {
  show({ kind: 'notice', ...notice, id: ++lastId });
}

/** Tells the person about a failed call that belongs to no field on the screen. */
export function reportProblem(error: unknown): void {
  show({ kind: 'problem', problem: problemOf(error), id: ++lastId });
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
