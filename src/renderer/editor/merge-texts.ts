import { diff3Merge } from 'node-diff3';

/** Three texts are compared line by line; longer ones would take too long while typing. */
const maxLines = 20_000;

/** `mine` with what `theirs` changed of `base` as well; null where both changed the same lines. */
export function mergeTexts(base: string, mine: string, theirs: string): string | null {
  const [baseLines, myLines, theirLines] = [base, mine, theirs].map(linesOf) as [string[], string[], string[]];
  if (Math.max(baseLines.length, myLines.length, theirLines.length) > maxLines) return null;
  const regions = diff3Merge(myLines, baseLines, theirLines, { excludeFalseConflicts: true });
  const merged: string[] = [];
  for (const { ok } of regions) {
    if (ok === undefined) return null;
    for (const line of ok) merged.push(line);
  }
  return merged.join('');
}

/** With their ends, so that the last line counts as another one without its newline. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}
