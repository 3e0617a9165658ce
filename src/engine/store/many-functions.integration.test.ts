import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { createRouteTable } from '../router/route-table.ts';
import { temporaryWorkspace } from './testing/temporary-workspace.ts';

const count = 10_000;

it('opens ten thousand functions, tells how far it is, and finds every damaged one', { timeout: 90_000 }, async () => {
  const workspace = await temporaryWorkspace();
  const ids = Array.from({ length: count }, (_, n) => `f${n}`);
  for (const [n, id] of ids.entries()) {
    const folder = workspace.path(`functions/${id}`);
    mkdirSync(folder, { recursive: true });
    const language = ['javascript', 'typescript', undefined][n % 3];
    writeFileSync(join(folder, 'function.json'), JSON.stringify({ route: `/f/${n}`, language }));
    writeFileSync(join(folder, n % 3 === 0 ? 'index.mjs' : 'index.tsx'), `export const n = ${n};`);
  }
  const record = (id: string) => workspace.path(`functions/${id}/function.json`);
  writeFileSync(record('f7'), '{ "route": ');
  writeFileSync(record('f77'), '{ "route": "no slash" }');
  writeFileSync(workspace.path('functions/f777/index.mjs'), Buffer.from([0xff, 0xfe]));
  writeFileSync(record('f778'), '{ "route": "/f/778", "language": "javascript" }');
  mkdirSync(workspace.path('functions/f7778'), { recursive: true });
  symlinkSync('/etc', workspace.path('functions/outside'));

  const progress: { done: number; total: number }[] = [];
  const store = await workspace.open({ onProgress: (state) => progress.push(state) });
  const functions = store.list();
  expect(functions).toHaveLength(count + 1);
  const damaged = functions.filter(({ damage }) => damage !== null);
  expect(damaged.map(({ id, damage }) => [id, damage?.file.split('/').at(-1)])).toEqual([
    ['f7', 'function.json'],
    ['f77', 'function.json'],
    ['f777', 'index.mjs'],
    ['f778', 'index.js'],
    ['outside', 'function.json'],
  ]);
  for (const n of [0, 1, 2, 5_000, 9_999]) {
    const language = n % 3 === 0 ? 'javascript' : 'typescript';
    expect(store.get(`f${n}`)).toMatchObject({ code: `export const n = ${n};`, language, route: `/f/${n}` });
  }
  expect(progress.at(-1)).toEqual({ done: count + 1, total: count + 1 });
  expect(progress.map(({ done }) => done)).toEqual(progress.map((_, n) => n));

  const routes = createRouteTable(functions.filter(({ damage }) => damage === null));
  expect(routes.match('GET', '/f/9999')).toMatchObject({ type: 'found', target: { id: 'f9999' } });
  await store.dispose();
});
