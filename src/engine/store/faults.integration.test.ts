import { describe, expect, it } from 'vitest';

import { NexoError } from '../../contract/errors.ts';
import type { Store } from './store.ts';
import { createFailingFs } from './testing/failing-fs.ts';
import { draftOf, temporaryWorkspace } from './testing/temporary-workspace.ts';

const operations: Record<string, (store: Store) => Promise<unknown>> = {
  'create a function': (store) => store.create(draftOf({ name: 'new', code: 'new code' })),
  'save its code': (store) => store.update('hello', { code: 'new code' }),
  'save code and settings': (store) => store.update('hello', { code: 'new code', env: { A: 'new' } }),
  'change the language': (store) => store.update('hello', { language: 'typescript', code: 'new code' }),
  'remove it': (store) => store.remove('hello'),
};

/** Everything about the functions of a workspace, as a fresh start sees it. */
function stateOf(store: Store) {
  return store.list().map((one) => ({ ...one, code: store.get(one.id)?.code }));
}

async function workspaceWithOne() {
  const workspace = await temporaryWorkspace();
  await workspace.write('nexo.json', '{ "version": 1 }');
  await workspace.write('.nexo/.gitignore', '*\n');
  await workspace.write('functions/hello/function.json', '{ "route": "/hello", "env": { "A": "old" } }');
  await workspace.write('functions/hello/index.js', 'old code');
  return workspace;
}

describe.each(Object.entries(operations))('to %s', (_, operate) => {
  it.each([
    ['ENOSPC', false],
    ['EIO', true],
  ])('leaves old or new when any file call fails with %s (forever: %s)', { timeout: 60_000 }, async (code, forever) => {
    const calm = await (await workspaceWithOne()).open();
    const old = stateOf(calm);
    await operate(calm);
    const done = stateOf(calm);

    for (let at = 0; ; at++) {
      const workspace = await workspaceWithOne();
      const fs = createFailingFs();
      const store = await workspace.open({ fs });
      fs.failAt(at, code, forever);
      const failure = await operate(store).then(
        () => null,
        (error: unknown) => error,
      );
      const reached = fs.calls.length > at;
      if (failure) {
        expect(failure).toBeInstanceOf(NexoError);
        expect((failure as NexoError).code).toMatch(/^(STORE_FAILED|FUNCTION_DAMAGED)$/);
      }
      await store.dispose();
      const reopened = await workspace.open();
      const state = stateOf(reopened);
      expect([old, done], `call ${at}, ${fs.calls[at]}`).toContainEqual(state);
      // What was acknowledged is there.
      if (!failure) expect(state).toEqual(done);
      await reopened.dispose();
      if (!reached) break;
    }
  });
});

it('says which file, why, and what to do', async () => {
  const workspace = await workspaceWithOne();
  const fs = createFailingFs();
  const store = await workspace.open({ fs });
  fs.failAt(Infinity, '', false);
  await store.update('hello', { code: 'first' });
  fs.failAt(fs.calls.indexOf('handle.writeFile'), 'ENOSPC', false);
  await expect(store.update('hello', { code: 'second' })).rejects.toMatchObject({
    code: 'STORE_FAILED',
    message: 'Could not save functions/hello: the disk is full. Free some space and try again.',
  });
  expect(store.get('hello')?.code).toBe('first');
});
