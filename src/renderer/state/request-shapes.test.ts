import { expect, it } from 'vitest';

import { nextShapes, type RequestShape } from './request-shapes.ts';

const latest = (shapes: ReadonlyMap<string, RequestShape>, count: number) => shapes.get('a')?.perSecond.slice(-count);
const report = (requests: number) => [{ functionId: 'a', requests }];

it('has what came between reports, over a restart of the engine, for a minute', () => {
  let shapes = nextShapes(new Map(), report(100), true);
  for (const requests of [103, 103, 2]) shapes = nextShapes(shapes, report(requests), false);
  expect(latest(shapes, 4)).toEqual([0, 3, 0, 2]);
  for (let second = 0; second < 100; second++) shapes = nextShapes(shapes, report(2), false);
  expect(shapes.get('a')?.perSecond).toHaveLength(60);
});

it('counts all of a function that is called for the first time', () => {
  expect(latest(nextShapes(new Map(), report(5), false), 2)).toEqual([0, 5]);
});
