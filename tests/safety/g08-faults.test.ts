/**
 * Every file call of every operation that keeps something goes wrong in turn.
 * @module-tag g8
 */
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { expect, it } from 'vitest';

import { createFailingFs, type Fault } from '../../src/engine/store/testing/failing-fs.ts';
import { createVolatileFs } from '../../src/engine/store/testing/volatile-fs.ts';
import { countCases, lengthOf } from './case-count.ts';
import { draftNamed, openKeptThings, testSaying, writeKeptThings, type KeptThings } from './support/kept-things.ts';
import { memoryFolder } from './support/memory-folder.ts';

const operations: Record<string, (things: KeptThings) => Promise<unknown>> = {
  'create a function': ({ store }) => store.create(draftNamed('new', 'new code')),
  'duplicate a function': ({ store }) => store.duplicate('hello', { name: 'copy', route: '/copy' }),
  'save code': ({ store }) => store.update('hello', { code: 'new code' }),
  'save code and settings': ({ store }) => store.update('hello', { code: 'new code', env: { A: 'new' } }),
  'rename a function': ({ store }) => store.update('hello', { name: 'other', route: '/other' }),
  'change the language': ({ store }) => store.update('hello', { language: 'typescript', code: 'new code' }),
  'change the language of JSX': ({ store }) => store.update('page', { language: 'javascript', code: 'new page' }),
  'delete a function': ({ store }) => store.remove('hello'),
  'bring a function back': ({ store }) => store.restore('gone', () => undefined),
  'make a file': ({ store }) => store.files.create('shared/deep/new.js', 'new'),
  'save a file': ({ store }) => store.files.write('shared/both.js', 'new shared', undefined),
  'move a file': ({ store }) => store.files.move('shared/both.js', 'functions/hello/lib/both.js'),
  'delete a file': ({ store }) => store.files.remove('functions/hello/helper.js'),
  'bring a file back': ({ store }) => store.files.restore('1'),
  'save a test': ({ store }) => store.tests.save('page', 'new', testSaying('new'), 'create'),
  'give a test many answers': ({ store }) => store.tests.save('hello', 'short', testSaying('new', 'many'), 'replace'),
  'take the answers from a test': ({ store }) => store.tests.save('hello', 'long', testSaying('new'), 'replace'),
  'rename a test': ({ store }) => store.tests.rename('hello', 'long', 'longer'),
  'delete a test': ({ store }) => store.tests.remove('hello', 'long'),
  'change an environment': ({ store }) =>
    store.environments.put({ name: 'dev', variables: { A: '2' }, secrets: ['KEY'] }),
  'delete an environment': ({ store }) => store.environments.remove('live'),
  'choose an environment': ({ store }) => store.environments.activate('live'),
  'allow an address': ({ store }) => store.grants.set('hello', ['127.0.0.1:2']),
  'change a preference': ({ preferences }) => preferences.update({ theme: 'light', editorFontSize: 20 }),
  'keep a secret': ({ vault }) => vault.set({ environment: 'dev', name: 'NEW', value: 'new', keep: 'disk' }),
  'forget a secret': ({ vault }) => vault.remove('dev', 'KEY'),
  'import a project': ({ store }) =>
    store.imports.bringIn({
      from: 'the "new" project',
      functions: [
        { id: 'brought', replaces: false, files: functionFiles('/brought') },
        { id: 'page', replaces: true, files: functionFiles('/page') },
      ],
      files: [
        { path: 'shared/very/deep/new.js', bytes: Buffer.from('new'), replaces: false },
        { path: 'shared/both.js', bytes: Buffer.from('new shared'), replaces: true },
      ],
      environment: { name: 'dev', variables: { B: 'new' }, secrets: [] },
    }),
  'undo an import': ({ store }) => store.imports.undo('1'),
};

const functionFiles = (route: string) => [
  { path: 'function.json', bytes: Buffer.from(JSON.stringify({ route })) },
  { path: 'lib/index.js', bytes: Buffer.from('new') },
  { path: 'index.js', bytes: Buffer.from('new') },
];

type FaultOfCall = Fault & { power?: 'nothing' | 'names' };

const faults: [name: string, fault: FaultOfCall][] = [
  ['a full disk', { code: 'ENOSPC' }],
  ['a power cut', { code: 'EIO', forever: true, power: 'nothing' }],
  ['a crash', { code: 'EIO', forever: true }],
  ['a power cut that keeps names', { code: 'EIO', forever: true, power: 'names' }],
  ['a disk error', { code: 'EIO' }],
  ['no permission', { code: 'EACCES' }],
];
const shortWrite: [name: string, fault: FaultOfCall] = ['a short write', { code: 'EIO', short: true }];

/** Of an operation with more calls than this CI tries every other one. */
const manyCalls = 150;

/** All of them before a release; in CI each call meets one, the next call the next one. */
function faultsOf(call: string, number: number): [name: string, fault: FaultOfCall][] {
  const chosen = lengthOf({ short: [faults[number % faults.length]!], full: faults });
  return call === 'handle.writeFile' ? [...chosen, shortWrite] : chosen;
}

/** The calls that change something. After another, memory knows as little of the disk as the call told. */
const changing = new Set(['handle.writeFile', 'handle.chmod', 'handle.sync', 'rename', 'unlink', 'mkdir']);

const namedFile = /functions\/|shared\/|nexo\.json|the import|\.nexo\/|settings\.json|secrets\/|"new"|what was deleted/;
const nextStep = /Free some space|Check the disk|Check who owns|Repair the file/;

it.for(Object.entries(operations))(
  'to %s leaves the old state or the new',
  // Once, of some thousand times, all files of a folder could not be read for a moment, on a machine with forty others'
  // work. Why is not known: should it happen again, what the disk said and what was there is printed below.
  { timeout: 300_000, retry: 1 },
  async ([name, operate], context) => {
    const { folder, remove } = await memoryFolder();
    let passed = 0;
    try {
      await writeKeptThings(join(folder, 'template'));
      const before = await openKeptThings(join(folder, 'template'));
      const old = await before.state();
      await before.close();
      let count = 0;
      const fresh = async (): Promise<string> => {
        const copy = join(folder, `case-${count++}`);
        await cp(join(folder, 'template'), copy, { recursive: true });
        return copy;
      };

      const calm = await fresh();
      const counting = createFailingFs();
      const things = await openKeptThings(calm, counting);
      counting.failAt(Infinity);
      await operate(things);
      const calls = [...counting.calls];
      await things.close();
      const after = await openKeptThings(calm);
      const done = await after.state();
      await after.close();
      expect(done).not.toEqual(old);

      const step = lengthOf({ short: calls.length > manyCalls ? 2 : 1, full: 1 });
      for (const [at, call] of calls.entries()) {
        if (at % step > 0) continue;
        for (const [what, fault] of faultsOf(call, at / step)) {
          const where = `${what} at call ${at}, ${call}, to ${name}`;
          const copy = await fresh();
          const volatile = createVolatileFs();
          const fs = createFailingFs(volatile);
          const failing = await openKeptThings(copy, fs);
          fs.failAt(at, fault);
          const failure = await operate(failing).then(
            () => null,
            (error: unknown) => error as Error,
          );
          if (failure) {
            expect(failure.message, where).toMatch(nextStep);
            expect(failure.message, where).toMatch(namedFile);
          }
          if (!fault.forever) fs.failAt(Infinity);
          // What follows a change in the background, the lists of files and tests, has done so before this is answered.
          await failing.store.tests.remove('nobody', 'none').catch(() => undefined);
          const inMemory = changing.has(call) && !fault.forever ? await failing.state() : undefined;
          await failing.close();
          if (fault.power) await volatile.cutPower(copy, fault.power);

          const told: unknown[] = [];
          const log = { info: () => undefined, warn: (fields: object) => void told.push(fields) };
          const reopened = await openKeptThings(copy, undefined, log);
          const state = await reopened.state();
          if (![old, done].some((one) => isDeepStrictEqual(one, state))) {
            console.warn(where, `${state.files.length} files were read`, told, await filesIn(copy));
          }
          await reopened.close();
          expect([old, done], where).toContainEqual(state);
          // What was acknowledged is there, and memory never says anything else than the disk.
          if (!failure) expect(state, where).toEqual(done);
          if (inMemory && name !== 'change a preference')
            expect(inMemory, where).toEqual({ ...state, files: inMemory.files });
          expect(await leftovers(copy), where).toEqual([]);
          passed++;
        }
      }
    } finally {
      await remove();
    }
    countCases(context, { passed, failed: 0 });
  },
);

const filesIn = (folder: string): Promise<string[] | string> => readdir(folder, { recursive: true }).catch(String);

/** What a save left unfinished in the workspace, which the next start should have taken away. */
async function leftovers(folder: string): Promise<string[]> {
  const state = join(folder, 'workspace/.nexo');
  const journals = (await readdir(state)).filter((name) => /^(?:journal|moves)/.test(name));
  return [...journals, ...(await readdir(join(state, 'tmp')))];
}
