import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { functionDraftSchema } from '../../../src/contract/function.ts';
import { testCaseSchema, type TestCase } from '../../../src/contract/test.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import type { Incoming, Store, StoreLog } from '../../../src/engine/store/store.ts';
import type { StoreFs } from '../../../src/engine/store/store-fs.ts';
import { silentLog } from '../../../src/engine/store/testing/silent-log.ts';
import { testCipher } from '../../../src/main/secrets/testing/test-cipher.ts';
import { createVault, type Vault } from '../../../src/main/secrets/vault.ts';
import { openSettings, type SettingsStore } from '../../../src/main/settings.ts';

/** Everything a person's work and choices are kept in, opened: a workspace, preferences, secrets. */
export interface KeptThings {
  store: Store;
  preferences: SettingsStore;
  vault: Vault;
  /** All of it that can be told apart, in memory. */
  state(): Promise<Awaited<ReturnType<typeof stateOf>>>;
  close(): Promise<void>;
}

export async function openKeptThings(folder: string, fs?: StoreFs, log: StoreLog = silentLog): Promise<KeptThings> {
  const store = await createStore({ folder: join(folder, 'workspace'), log, watch: false, fs });
  const preferences = await openSettings(join(folder, 'app/settings.json'), fs);
  const vault = createVault(join(folder, 'app/secrets'), testCipher, () => undefined, fs);
  await vault.open('/workspace');
  await store.tests.ready;
  return {
    store,
    preferences,
    vault,
    state: () => stateOf({ store, preferences, vault }),
    async close() {
      await Promise.all([store.dispose(), preferences.settled()]);
    },
  };
}

async function stateOf({ store, preferences, vault }: Pick<KeptThings, 'store' | 'preferences' | 'vault'>) {
  const tests = store.tests.list();
  const files = [];
  for await (const batch of store.files.texts(undefined)) files.push(...batch);
  return structuredClone({
    functions: store.list().map((one) => ({ ...one, code: store.get(one.id)?.code })),
    tests: tests.map((one) => (one.broken ? one : store.tests.get(one.functionId, one.name))),
    files,
    grants: store.list().map(({ id }) => [id, ...store.grants.of(id)]),
    environments: store.environments.list(),
    environment: store.environments.active().name,
    preferences: preferences.get(),
    secrets: vault.values(),
    damage: vault.state.get().damage,
  });
}

/** Recorded answers this long get a file of their own. */
const long = 'x'.repeat(20_000);

export function testSaying(text: string, answers?: 'many'): TestCase {
  const exchange = {
    request: { method: 'GET', url: 'https://a.example/' },
    response: { status: 200, body: { text: long } },
  };
  return testCaseSchema.parse({
    description: text,
    request: { method: 'GET', path: '/' },
    ...(answers && { fetch: 'mocked', exchanges: [exchange] }),
  });
}

export function draftNamed(name: string, code = 'function handler() {}\n') {
  return functionDraftSchema.parse({ name, route: `/${name}`, code });
}

/** What an import brings: a function, a shared file, a variable; all of them say `text`. */
export function incoming(text: string, replaces: boolean): Incoming {
  const bytes = Buffer.from(text);
  const record = Buffer.from(JSON.stringify({ route: '/imported', env: { TEXT: text }, trusted: false }));
  return {
    from: 'a.nexo.zip',
    functions: [
      {
        id: 'imported',
        replaces,
        files: [
          { path: 'function.json', bytes: record },
          { path: 'index.js', bytes },
          { path: 'lib/deep.js', bytes },
        ],
      },
    ],
    files: [{ path: 'shared/imported.js', bytes, replaces }],
    environment: { name: 'imported', variables: { [`TEXT_${text}`]: text }, secrets: [] },
  };
}

/** An import that replaces the function `lent`, and adds an environment; both say `text`. */
export function lending(text: string): Incoming {
  const record = Buffer.from(JSON.stringify({ route: '/lent', trusted: false }));
  return {
    from: 'lent.nexo.zip',
    functions: [
      {
        id: 'lent',
        replaces: true,
        files: [
          { path: 'function.json', bytes: record },
          { path: 'index.js', bytes: Buffer.from(text) },
        ],
      },
    ],
    files: [{ path: 'shared/lent.js', bytes: Buffer.from(text), replaces: false }],
    environment: { name: 'lent', variables: { LENT: text }, secrets: ['LENT_KEY'] },
  };
}

/** Something of each kind, as an earlier start left it. */
export async function writeKeptThings(folder: string): Promise<void> {
  const texts: Record<string, string> = {
    'workspace/nexo.json': '{ "version": 1, "environments": { "dev": { "variables": { "A": "1" } }, "live": {} } }',
    'workspace/.nexo/.gitignore': '*\n',
    'workspace/functions/hello/function.json': '{ "route": "/hello", "env": { "A": "old" } }',
    'workspace/functions/hello/index.js': 'old code',
    'workspace/functions/hello/helper.js': 'old helper',
    'workspace/functions/page/function.json': '{ "route": "/page" }',
    'workspace/functions/page/index.tsx': 'old page',
    'workspace/shared/both.js': 'old shared',
    'app/settings.json': '{ "theme": "dark" }',
  };
  for (const [file, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const things = await openKeptThings(folder);
  await things.store.tests.save('hello', 'short', testSaying('old'), 'create');
  await things.store.tests.save('hello', 'long', testSaying('old', 'many'), 'create');
  await things.store.grants.set('hello', ['127.0.0.1:1']);
  await things.store.create(draftNamed('gone'));
  await things.store.remove('gone');
  await things.store.files.create('shared/away.js', 'away');
  await things.store.files.remove('shared/away.js');
  await things.vault.set({ environment: 'dev', name: 'KEY', value: 'old secret', keep: 'disk' });
  await things.store.create(draftNamed('lent', 'own code'));
  await things.store.grants.set('lent', ['127.0.0.1:9']);
  await things.store.imports.bringIn(lending('brought'));
  // As trusting what came does.
  await things.store.grants.set('lent', []);
  await things.close();
}
