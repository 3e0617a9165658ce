import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { makeWorkingFolder } from './working-folder.ts';

let parent: string;
beforeEach(() => (parent = mkdtempSync(path.join(tmpdir(), 'nexo-working-'))));
afterEach(() => rmSync(parent, { recursive: true }));

it('makes an empty folder, and takes away those of engines that are no more', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const [left, full] = [`nexo-sandbox-${pid}-aaaaaa`, `nexo-sandbox-${pid}-bbbbbb`];
  const alive = `nexo-sandbox-${process.ppid}-cccccc`;
  for (const name of [left, full, alive, 'another-folder']) mkdirSync(path.join(parent, name));
  writeFileSync(path.join(parent, full, 'kept'), '');
  const made = makeWorkingFolder(parent);
  expect(readdirSync(made)).toEqual([]);
  expect(existsSync(path.join(parent, left))).toBe(false);
  expect(readdirSync(parent).toSorted()).toEqual([path.basename(made), full, alive, 'another-folder'].toSorted());
});
