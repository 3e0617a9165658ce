import type { InvokeResult, LineHits } from '../../contract/invocation.ts';
import type { CountedLine } from '../compile/count-lines.ts';

/**
 * What the counters of a run say of its lines; nothing where there are none. Of several counters of a line the highest
 * counts: that is how often anything in it ran.
 */
export function lineHits(
  counted: readonly CountedLine[],
  counts: Float64Array | undefined,
): Pick<InvokeResult, 'lines'> {
  if (counts === undefined) return {};
  const lines = new Map<string, LineHits>();
  for (const [index, { file, line }] of counted.entries()) {
    const key = `${line} ${file}`;
    const hits = Math.max(counts[index] ?? 0, lines.get(key)?.hits ?? 0);
    lines.set(key, { file, line, hits: Number.isFinite(hits) ? hits : 0 });
  }
  return { lines: [...lines.values()] };
}
