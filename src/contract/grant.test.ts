import { expect, it } from 'vitest';

import { grantTargetsSchema } from './grant.ts';

it.each([
  ['127.0.0.1:5432', '127.0.0.1:5432'],
  ['[0:0::1]:80', '[::1]:80'],
  ['DB.internal:08080', 'db.internal:8080'],
  ['127.1:443', '127.0.0.1:443'],
])('%s is the target %s', (text, target) => {
  expect(grantTargetsSchema.parse([text])).toEqual([target]);
});

const refused = `localhost|localhost:|localhost:0|localhost:65536|:80|http://localhost:80|a@b:80|localhost:80/|[::1|[::g]:1|::1:80|a b:80|256.1.1.1:80|a%2:80|127.0.0.1:80 `;

it.each(['', ...refused.split('|')])('%j is no target', (text) => {
  const { error } = grantTargetsSchema.safeParse([text]);
  expect(error?.issues[0]).toMatchObject({ path: [0], message: expect.stringContaining('HOST:PORT') });
});

it('are at most fifty', () => {
  const targets = Array.from({ length: 51 }, (_, index) => `localhost:${index + 1}`);
  expect(grantTargetsSchema.safeParse(targets).success).toBe(false);
  expect(grantTargetsSchema.safeParse(targets.slice(1)).success).toBe(true);
});
