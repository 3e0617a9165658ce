import { describe, expect, it } from 'vitest';

import { childOf, formatTraceparent, parseTraceparent } from './trace-context.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

describe('trace context', () => {
  it('reads what it writes, and passes the decision to record on', () => {
    for (const sampled of [true, false]) {
      const child = childOf({ traceId, spanId, sampled });
      expect(child).toMatchObject({ traceId, sampled });
      expect(child.spanId).not.toBe(spanId);
      expect(parseTraceparent(formatTraceparent(child))).toEqual(child);
    }
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
  ])('begins a new trace for %j', (header) => expect(parseTraceparent(header)).toBeNull());

  it('takes a later version by the part it knows', () => {
    expect(parseTraceparent(`01-${traceId}-${spanId}-03-more`)).toEqual({ traceId, spanId, sampled: true });
  });
});
