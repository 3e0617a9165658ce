/**
 * What was acknowledged is there after kill -9, at random moments of all kinds of writes at once.
 * @module-tag g7
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it, type TestContext } from 'vitest';

import { countCases, lengthOf } from './case-count.ts';
import { bundleProgram } from './support/bundle-program.ts';
import { kinds, openEverything } from './support/generations.ts';
import { memoryFolder } from './support/memory-folder.ts';
import { seededRandom } from './support/seeded-random.ts';

/** Each kill interrupts the writers of three folders, wherever each of them is. */
const folderCount = 3;
const kills = lengthOf({ short: 100, full: 700 });
const seed = 7;

type Acknowledged = Map<string, number>;

/** Lets the writers go on for a random moment, kills them, and returns the last number each folder and kind was sure of. */
async function writeAndDie(program: string, first: number, folders: string[], pauseMs: number): Promise<Acknowledged> {
  const child = spawn(process.execPath, [program, `${first}`, ...folders], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  const timer = setTimeout(() => child.kill('SIGKILL'), pauseMs);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  clearTimeout(timer);
  expect(child.signalCode).toBe('SIGKILL');
  const acknowledged: Acknowledged = new Map();
  for (const [, folder, number, kind] of output.matchAll(/^(\d+) (\d+) (.+)\n/gm)) {
    acknowledged.set(`${folder} ${kind}`, Number(number));
  }
  return acknowledged;
}

it(`loses nothing acknowledged in ${kills} kills`, { timeout: kills * 10_000 }, async (context: TestContext) => {
  const { folder, remove } = await memoryFolder();
  const random = seededRandom(seed);
  const program = join(folder, 'write-everything.mjs');
  const folders = Array.from({ length: folderCount }, (_, index) => join(folder, `${index}`));
  let acknowledgedWrites = 0;
  let passed = 0;
  try {
    await bundleProgram('write-everything.ts', program);
    await Promise.all(folders.map((one) => mkdir(one)));
    let next = 1;
    const known: Acknowledged = new Map();
    for (let kill = 0; kill < kills; kill++) {
      const news = await writeAndDie(program, next, folders, random() * 60);
      for (const [key, number] of news) {
        known.set(key, number);
        acknowledgedWrites += number - next + 1;
      }
      for (const [index, one] of folders.entries()) {
        const things = await openEverything(one);
        for (const [kind, { read }] of Object.entries(kinds)) {
          const where = `${kind} in folder ${index} after kill ${kill} (seed ${seed})`;
          const found = read(things);
          const acknowledged = known.get(`${index} ${kind}`) ?? 0;
          // The write after the last acknowledged one may have happened, and is as good as acknowledged from here on.
          if (found !== acknowledged) {
            expect(found, where).toBeGreaterThan(acknowledged);
            expect(found, where).toBeLessThanOrEqual(Math.max(acknowledged + 1, next));
          }
          known.set(`${index} ${kind}`, found);
          next = Math.max(next, found + 1);
        }
        expect(things.store.list().filter((other) => other.damage)).toEqual([]);
        expect(things.store.tests.list().filter((other) => other.broken)).toEqual([]);
        expect(things.history.state().notice).toBeNull();
        expect(await readdir(join(one, 'workspace/.nexo/tmp'))).toEqual([]);
        things.history.close();
        await things.close();
        passed++;
      }
    }
  } finally {
    await remove();
  }
  expect(acknowledgedWrites).toBeGreaterThan(kills);
  countCases(context, { passed, failed: 0 });
});
