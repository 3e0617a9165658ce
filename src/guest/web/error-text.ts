import { preludeFile } from '../door.ts';

/** What is thrown, as text for people: the stack of an error, else its own text. Never throws. */
export function errorText(thrown: unknown): string {
  try {
    if (typeof thrown === 'object' && thrown !== null) {
      const { stack } = thrown as { stack?: unknown };
      if (typeof stack === 'string' && stack !== '') return stack;
    }
    return String(thrown);
  } catch {
    return 'an error that cannot be shown as text';
  }
}

export interface ErrorPosition {
  filename: string;
  lineno: number;
  colno: number;
}

/** Where the first frame of a stack outside the platform is; empty when there is none. */
export function stackPosition(stack: unknown): ErrorPosition {
  if (typeof stack === 'string') {
    for (const line of stack.split('\n')) {
      const frame = /^\s+at (?:.*\()?([^()]+):(\d+):(\d+)\)?$/.exec(line);
      if (frame === null || frame[1] === preludeFile) continue;
      return { filename: frame[1]!, lineno: Number(frame[2]), colno: Number(frame[3]) };
    }
  }
  return { filename: '', lineno: 0, colno: 0 };
}
