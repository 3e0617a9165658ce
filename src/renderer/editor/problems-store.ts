import { create } from 'zustand';

export type ProblemTone = 'error' | 'warning';

/** Something wrong at a place in a file, whoever found it. */
export interface FileProblem {
  file: string;
  message: string;
  tone: ProblemTone;
  /** Counted from 1; left out where the whole file is meant. */
  line?: number;
  column?: number;
}

/** What the editor found in the files it knows, by their paths. */
export const useEditorProblems = create<{ problems: Readonly<Record<string, readonly FileProblem[]>> }>()(() => ({
  problems: {},
}));
