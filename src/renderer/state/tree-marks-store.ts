import { create } from 'zustand';

/** How the tests in a file, or of a function's folder, went last. */
export type TreeMark = 'passed' | 'failed' | 'running';

/** Marks the explorer shows beside files and functions, by path: `functions/hello` or `functions/hello/tests/a.json`. */
export const useTreeMarks = create<{ marks: Readonly<Record<string, TreeMark>> }>()(() => ({ marks: {} }));
