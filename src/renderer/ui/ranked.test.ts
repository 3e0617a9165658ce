import { expect, it } from 'vitest';

import { ranked } from './ranked.ts';

const items = [
  { id: 'a', title: 'New function…' },
  { id: 'b', title: 'Run the function', keywords: '运行函数' },
  { id: 'c', title: 'Use the dark theme' },
];
const found = (typed: string) => ranked(items, typed).map(({ id }) => id);

it('keeps the order while nothing is typed', () => expect(found(' ')).toEqual(['a', 'b', 'c']));
it('finds by the beginnings of words', () => expect(found('dark th')).toEqual(['c']));
it('finds by letters in their order', () => expect(found('nwfn')[0]).toBe('a'));
it('finds by the other words', () => expect(found('运行')).toEqual(['b']));
it('finds nothing where nothing fits', () => expect(found('zzz')).toEqual([]));
