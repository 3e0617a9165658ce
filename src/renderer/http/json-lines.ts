import { prettyJson } from './body-view.ts';

/** One line of indented JSON. */
export interface JsonLine {
  text: string;
  /** The line that closes what this one opens; null for a line that opens nothing. */
  end: number | null;
}

/** Indented JSON as lines that know how far they reach. Text that is no JSON is lines, too. */
export function jsonLines(text: string): JsonLine[] {
  const lines: JsonLine[] = prettyJson(text)
    .split('\n')
    .map((line) => ({ text: line, end: null }));
  const open: number[] = [];
  lines.forEach((line, index) => {
    if (/^\s*[}\]]/.test(line.text)) {
      const opener = lines[open.pop() ?? -1];
      if (opener) opener.end = index;
    }
    if (/[{[]$/.test(line.text)) open.push(index);
  });
  return lines;
}

/** The numbers of the lines in sight when those of `folded` are folded. */
export function visibleLines(lines: readonly JsonLine[], folded: ReadonlySet<number>): number[] {
  const visible: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    visible.push(index);
    const end = lines[index]?.end ?? null;
    if (end !== null && folded.has(index)) index = end;
  }
  return visible;
}

/** The lines that hide `index` when folded. */
export function foldsAround(lines: readonly JsonLine[], index: number): number[] {
  return lines.flatMap(({ end }, start) => (end !== null && start < index && index <= end ? [start] : []));
}

/** The numbers of the lines that have `wanted` in them, in any case. */
export function matchingLines(lines: readonly JsonLine[], wanted: string): number[] {
  const needle = wanted.toLowerCase();
  if (needle === '') return [];
  return lines.flatMap(({ text }, index) => (text.toLowerCase().includes(needle) ? [index] : []));
}
