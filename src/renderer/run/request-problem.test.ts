import { expect, it } from 'vitest';

import { requestProblems } from './request-problem.ts';
import { firstRequest, type TestRequest } from './requests-store.ts';

const request = (part: Partial<TestRequest>): TestRequest => ({
  ...firstRequest({ route: '/hello', methods: ['POST'] }),
  ...part,
});
const header = (name: string, value: string, enabled = true) => ({ id: 1, enabled, name, value });

it.each<[string, Partial<TestRequest>, string[]]>([
  ['nothing', {}, []],
  ['a path with a space', { path: '/a b' }, ['path']],
  ['a header without a name', { headers: [header('', 'x')] }, ['headers']],
  ['a header of two lines', { headers: [header('a', 'x\ny')] }, ['headers']],
  ['a header that is switched off', { headers: [header('bad name', 'x', false)] }, []],
  ['a token that no header can carry', { headers: [header('Authorization', 'Bearer 令')] }, ['auth']],
  ['another authorization', { headers: [header('Authorization', '令')] }, ['headers']],
  [
    'a field of a form without a name',
    { bodyType: 'multipart', parts: [{ name: '', value: 'x', file: null }] },
    ['body'],
  ],
  [
    'the same, which is not sent',
    { method: 'GET', bodyType: 'multipart', parts: [{ name: '', value: 'x', file: null }] },
    [],
  ],
  ['several', { path: 'a', headers: [header('a b', '')] }, ['path', 'headers']],
])('finds %s', (_what, part, expected) => expect(requestProblems(request(part))).toEqual(expected));
