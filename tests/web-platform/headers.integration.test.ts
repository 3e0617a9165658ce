import { describe } from 'vitest';

import { testCases } from './cases.ts';

describe('Headers', () => {
  testCases({
    'is made of a record': [
      `return [...new Headers({ b: '2', A: '1' })]`,
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    'is made of pairs': [`return [...new Headers([['x', '1'], ['X', '2']])]`, [['x', '1, 2']]],
    'is made of other headers': [`return [...new Headers(new Headers({ a: '1' }))]`, [['a', '1']]],
    'is made of an iterable of pairs': [`return [...new Headers(new Map([['a', '1']]))]`, [['a', '1']]],
    'refuses a pair of three': [`return thrown(() => new Headers([['a', 'b', 'c']]))`, 'TypeError'],
    'refuses null': [`return thrown(() => new Headers(null))`, 'TypeError'],
    'refuses a number': [`return thrown(() => new Headers(1))`, 'TypeError'],
    'refuses a bad name': [`return thrown(() => new Headers({ 'a b': '1' }))`, 'TypeError'],
    'refuses an empty name': [`return thrown(() => new Headers().append('', '1'))`, 'TypeError'],
    'refuses a name above latin-1': [`return thrown(() => new Headers().get('Ā'))`, 'TypeError'],
    'refuses a value with a line break': [`return thrown(() => new Headers({ a: 'b\\nc' }))`, 'TypeError'],
    'refuses a value with a zero': [`return thrown(() => new Headers().set('a', '\\0'))`, 'TypeError'],
    'strips space around a value': [`return new Headers({ a: ' \\t b \\r\\n' }).get('a')`, 'b'],
    'keeps an empty value': [`return new Headers({ a: '' }).get('a')`, ''],
    'joins an empty value': [`const h = new Headers({ a: '' }); h.append('a', 'b'); return h.get('a')`, ', b'],
    'get of nothing is null': [`return new Headers().get('a')`, null],
    'has is case-insensitive': [`return new Headers({ AbC: '1' }).has('aBc')`, true],
    'set replaces all': [`const h = new Headers([['a','1'],['a','2']]); h.set('A','3'); return [...h]`, [['a', '3']]],
    'delete removes all': [
      `const h = new Headers([['a','1'],['b','2'],['a','3']]); h.delete('A'); return [...h]`,
      [['b', '2']],
    ],
    'iterates in order of names': [`return [...new Headers({ c: '', a: '', b: '' }).keys()]`, ['a', 'b', 'c']],
    'keeps each set-cookie': [
      `const h = new Headers([['set-cookie','a=1'],['x','y'],['Set-Cookie','b=2']]); return [[...h], h.getSetCookie(), h.get('set-cookie')]`,
      [
        [
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['x', 'y'],
        ],
        ['a=1', 'b=2'],
        'a=1, b=2',
      ],
    ],
    'sees changes while iterating': [
      `const h = new Headers({ a: '1', c: '3' }); const seen = []; for (const [k] of h) { seen.push(k); if (k === 'a') h.append('b', '2') } return seen`,
      ['a', 'b', 'c'],
    ],
    'forEach gives value, name, headers': [
      `const h = new Headers({ a: '1' }); const seen = []; h.forEach(function (v, k, o) { seen.push([v, k, o === h, this.t]) }, { t: 1 }); return seen`,
      [['1', 'a', true, 1]],
    ],
    'the iterator has its tag': [
      `return Object.prototype.toString.call(new Headers().entries())`,
      '[object Headers Iterator]',
    ],
    '@@iterator is entries': [`return Headers.prototype[Symbol.iterator] === Headers.prototype.entries`, true],
    'reads a record in order, names first': [
      `const log = []; const p = new Proxy({ a: '1' }, { ownKeys(t) { log.push('ownKeys'); return Reflect.ownKeys(t) }, getOwnPropertyDescriptor(t, k) { log.push('desc ' + k); return Reflect.getOwnPropertyDescriptor(t, k) }, get(t, k) { log.push('get ' + String(k)); return t[k] } }); new Headers(p); return log`,
      ['get Symbol(Symbol.iterator)', 'ownKeys', 'desc a', 'get a'],
    ],
    'refuses a foreign this': [`return thrown(() => Headers.prototype.get.call({}, 'a'))`, 'TypeError'],
    'checks the number of arguments': [`return thrown(() => new Headers().append('a'))`, 'TypeError'],
    'converts a value to a string': [`return new Headers({ a: 1 }).get('a')`, '1'],
    'a symbol key is refused': [`return thrown(() => new Headers({ [Symbol('a')]: '1' }))`, 'TypeError'],
  });
});
