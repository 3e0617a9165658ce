import type { InvokeResult, LineHits } from '../../contract/invocation.ts';
import type { CountedLine } from '../compile/count-lines.ts';
import { readLineClock } from '../compile/line-clock.ts';
import type { InvocationReport } from '../pool/invocation-sink.ts';

/**
 * What the counters of a run say of its lines; nothing where there are none. Of several counters of a line the highest
 * counts: that is how often anything in it ran. Their times add up.
 */
export function lineHits(
  counted: readonly CountedLine[],
  lineCounts: InvocationReport['lineCounts'],
): Pick<InvokeResult, 'lines'> {
  if (lineCounts === undefined) return {};
  const times = readLineClock(lineCounts.counts, counted.length, lineCounts.atMs);
  const lines = new Map<string, LineHits>();
  for (const [index, { file, line }] of counted.entries()) {
    const key = `${line} ${file}`;
    const before = lines.get(key);
    const { hits, ms } = times[index] ?? { hits: 0, ms: 0 };
    lines.set(key, { file, line, hits: Math.max(hits, before?.hits ?? 0), ms: ms + (before?.ms ?? 0) });
  }
  return { lines: [...lines.values()] };
}
