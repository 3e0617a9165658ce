import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, it } from 'vitest';

import { openRequestOfLink, openRequestsOf } from './open-request.ts';

it.each([
  ['nexo://open?function=orders', { type: 'function', id: 'orders' }],
  ['nexo://open/?function=orders', { type: 'function', id: 'orders' }],
  ['nexo://open?function=../orders', undefined],
  ['nexo://open?function=orders&run=1', undefined],
  ['nexo://open?function=a&function=b', undefined],
  ['nexo://app/?function=orders', undefined],
  ['nexo://open/deep?function=orders', undefined],
  ['https://open?function=orders', undefined],
  [`nexo://open?function=orders#${'x'.repeat(300)}`, undefined],
  ['not a link', undefined],
])('reads %s', (link, request) => expect(openRequestOfLink(link)).toEqual(request));

it('takes bundles that are there from a command line, whatever else is on it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'nexo-open-'));
  await writeFile(path.join(folder, 'shop.nexo.zip'), '');
  const line = ['nexo-studio', '--flag=shop.nexo.zip', '.', 'gone.nexo.zip', 'shop.nexo.zip', 'nexo://open?function=a'];
  expect(openRequestsOf(line, folder)).toEqual([
    { type: 'bundle', file: path.join(folder, 'shop.nexo.zip') },
    { type: 'function', id: 'a' },
  ]);
  await rm(folder, { recursive: true });
});
