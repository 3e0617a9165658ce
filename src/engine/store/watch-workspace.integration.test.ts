import { rename, rm } from 'node:fs/promises';
import { expect, it } from 'vitest';

import type { StoreEvent } from './store.ts';
import { draftOf, nextEvent, temporaryWorkspace } from './testing/temporary-workspace.ts';

it('picks up what another editor does to a function', async () => {
  const workspace = await temporaryWorkspace();
  const store = await workspace.open({ watch: true });
  await store.create(draftOf());

  const edited = nextEvent(store, 'saved');
  await workspace.write('functions/hello/index.js', 'edited');
  expect((await edited).function).toMatchObject({ id: 'hello', code: 'edited' });

  const moved = nextEvent(store, 'saved');
  await workspace.write('functions/hello/function.json', '{ "route": "/elsewhere" }');
  expect((await moved).function).toMatchObject({ route: '/elsewhere', code: 'edited' });

  const damaged = nextEvent(store, 'damaged');
  await workspace.write('functions/hello/function.json', '{ "route": ');
  expect((await damaged).function.damage).toMatchObject({ line: 1, column: 12 });
  expect(store.get('hello')).toBeUndefined();

  const repaired = nextEvent(store, 'saved');
  await workspace.write('functions/hello/function.json', '{ "route": "/repaired" }');
  expect((await repaired).function.route).toBe('/repaired');

  const [removed, added] = [nextEvent(store, 'removed'), nextEvent(store, 'saved')];
  await rename(workspace.path('functions/hello'), workspace.path('functions/renamed'));
  expect((await removed).id).toBe('hello');
  expect((await added).function).toMatchObject({ id: 'renamed', route: '/repaired' });

  const gone = nextEvent(store, 'removed');
  await rm(workspace.path('functions/renamed'), { recursive: true });
  expect((await gone).id).toBe('renamed');
});

it('picks up a folder added by hand, and tells each change once', async () => {
  const workspace = await temporaryWorkspace();
  const store = await workspace.open({ watch: true });
  const events: Exclude<StoreEvent, { type: 'files' }>[] = [];
  store.onChange((event) => {
    if (event.type !== 'files') events.push(event);
  });

  await store.create(draftOf({ name: 'own' }));
  await store.update('own', { code: '2', env: { A: '1' } });
  const added = new Promise<void>((resolve) =>
    store.onChange((event) => {
      if (event.type === 'saved' && event.function.id === 'by-hand') resolve();
    }),
  );
  // A half-written file first, the rest of it in the next moment.
  await workspace.write('functions/by-hand/index.js', '1');
  await workspace.write('functions/by-hand/function.json', '{ "rou');
  await workspace.write('functions/by-hand/function.json', '{ "route": "/by-hand" }');
  await added;

  // The last change is seen after every echo of the earlier ones would have been.
  const last = nextEvent(store, 'removed');
  await rm(workspace.path('functions/own'), { recursive: true });
  await last;
  expect(events.map((event) => (event.type === 'removed' ? event.id : `${event.type} ${event.function.id}`))).toEqual([
    'saved own',
    'saved own',
    'saved by-hand',
    'own',
  ]);
});

it('names the files that functions can be made of, and no others', async () => {
  const workspace = await temporaryWorkspace();
  await workspace.write('node_modules/left/index.js', '');
  const store = await workspace.open({ watch: true });
  await store.create(draftOf());
  const seen = new Set<string>();
  const everything = new Promise<void>((resolve) =>
    store.onChange((event) => {
      if (event.type !== 'files') return;
      for (const file of event.files) seen.add(file);
      if (seen.has('shared/last.ts')) resolve();
    }),
  );
  await workspace.write('functions/hello/lib/deep/helper.ts', '');
  await workspace.write('functions/hello/node_modules/pkg/index.js', '');
  await workspace.write('functions/hello/.hidden', '');
  await workspace.write('node_modules/left/index.js', '');
  await workspace.write('node_modules/.package-lock.json', '{}');
  await workspace.write('tsconfig.json', '{}');
  await workspace.write('notes/todo.md', '');
  await workspace.write('shared/last.ts', '');
  await everything;
  expect([...seen].filter((file) => !/(?:function|nexo)\.json$|index\.js$/.test(file)).toSorted()).toEqual([
    'functions/hello/lib/deep/helper.ts',
    'node_modules/.package-lock.json',
    'shared/last.ts',
    'tsconfig.json',
  ]);
});
