import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { defaultLimits } from '../../../src/contract/limits.ts';
import type { CallRow } from '../../../src/engine/history/database/call-row.ts';
import { createHistoryDatabase, type HistoryDatabase } from '../../../src/engine/history/database/history-database.ts';
import type { StoredVersion } from '../../../src/engine/history/database/version-table.ts';
import { draftNamed, incoming, lending, openKeptThings, testSaying, type KeptThings } from './kept-things.ts';

/** Everything that is kept, the history included. */
export type Everything = KeptThings & { history: HistoryDatabase };

export async function openEverything(folder: string): Promise<Everything> {
  const things = await openKeptThings(folder);
  const file = join(folder, 'workspace/.nexo/state.db');
  return { ...things, history: createHistoryDatabase({ file, budgetBytes: 50_000_000 }) };
}

/** One kind of write, made over and over, each time with the next number. */
interface Kind {
  write(things: Everything, generation: number): Promise<unknown> | void;
  /** The number the kept state has; throws when it is a mixture of two. */
  read(things: Everything): number;
}

export const kinds: Record<string, Kind> = {
  'function saved': {
    async write({ store }, n) {
      const code = `${n}\n${'x'.repeat((n * 7_919) % 50_000)}`;
      const language = n % 3 === 0 ? 'typescript' : 'javascript';
      if (store.get('steady')) await store.update('steady', { code, language, env: { GENERATION: `${n}` } });
      else await store.create({ ...draftNamed('steady', code), language, env: { GENERATION: `${n}` } });
    },
    read({ store }) {
      const { code = '0', language, env } = store.get('steady') ?? {};
      const n = Number(env?.['GENERATION'] ?? 0);
      same(n, Number(code.split('\n')[0]));
      if (n > 0) same(language, n % 3 === 0 ? 'typescript' : 'javascript');
      return n;
    },
  },
  'function created': {
    async write({ store }, n) {
      await store.create(draftNamed(`made-${n}`));
      for (const id of idsLike(store, 'made-')) if (numberIn(id) < n - 1) await store.remove(id);
    },
    read: ({ store }) => Math.max(0, ...idsLike(store, 'made-').map(numberIn)),
  },
  'function deleted': {
    async write({ store }, n) {
      await store.create(draftNamed(`gone-${n + 1}`));
      for (const id of idsLike(store, 'gone-')) if (numberIn(id) <= n) await store.remove(id);
    },
    read({ store }) {
      const left = idsLike(store, 'gone-').map(numberIn);
      return left.length === 0 ? 0 : Math.min(...left) - 1;
    },
  },
  'function renamed': {
    async write({ store }, n) {
      if (store.get('named') === undefined) await store.create(draftNamed('named'));
      await store.update('named', { name: `name-${n}`, route: `/name-${n}` });
    },
    read({ store }) {
      const { name = '', route = '' } = store.get('named') ?? {};
      same(numberIn(name), numberIn(route));
      return numberIn(name);
    },
  },
  'test saved': {
    write: ({ store }, n) =>
      store.tests.save('steady', 'kept', testSaying(`test-${n}`, n % 2 === 0 ? 'many' : undefined), 'replace'),
    read({ store }) {
      const found = store.tests.list('steady')[0];
      if (found === undefined) return 0;
      const { test } = store.tests.get('steady', 'kept');
      const n = numberIn(test.description ?? '');
      same(test.exchanges?.length ?? 0, n % 2 === 0 ? 1 : 0);
      return n;
    },
  },
  'workspace settings': {
    write: ({ store }, n) => store.environments.put({ name: 'dev', variables: { N: `${n}` }, secrets: [] }),
    read: ({ store }) => Number(store.environments.list().find(({ name }) => name === 'dev')?.variables['N'] ?? 0),
  },
  import: {
    write: ({ store }, n) => store.imports.bringIn({ ...incoming(`${n}`, n > 1), environment: null }),
    read({ store }) {
      const { code = '0', env } = store.get('imported') ?? {};
      const n = Number(env?.['TEXT'] ?? 0);
      same(n, Number(code));
      return n;
    },
  },
  'import undone': {
    async write({ store }, n) {
      if (store.get('lent') === undefined) await store.create(draftNamed('lent', '0'));
      if (store.get('lent')?.trusted === false) await store.imports.undo(await openLoan(store.folder));
      await store.grants.set('lent', ['127.0.0.1:9']);
      await store.update('lent', { code: `${n}` });
      const { id } = await store.imports.bringIn(lending(`${n}`));
      await store.grants.set('lent', []);
      await store.imports.undo(id);
    },
    read({ store }) {
      const { code = '0', trusted } = store.get('lent') ?? {};
      const n = Number(code);
      const isLent = trusted === false;
      const added = store.environments.list().find(({ name }) => name === 'lent');
      same(added?.variables['LENT'], isLent ? code : undefined);
      if (n > 0 && !isLent) same(store.grants.of('lent').join(), '127.0.0.1:9');
      return isLent ? n - 1 : n;
    },
  },
  preferences: {
    write: ({ preferences }, n) => preferences.update({ workspace: `w-${n}`, recentWorkspaces: [`w-${n}`] }),
    read({ preferences }) {
      const { workspace = '', recentWorkspaces = [''] } = preferences.get();
      same(workspace, recentWorkspaces[0]);
      return numberIn(workspace);
    },
  },
  secrets: {
    write: ({ vault }, n) => vault.set({ environment: 'dev', name: 'KEY', value: `${n}`, keep: 'disk' }),
    read({ vault }) {
      same(vault.state.get().damage, null);
      return Number(vault.values()['dev']?.['KEY'] ?? 0);
    },
  },
  versions: {
    write: ({ history }, n) => history.addVersion(versionOf(n)),
    read({ history }) {
      const n = history.listVersions('steady')[0]?.number ?? 0;
      if (n > 0) same(history.getVersion('steady', n)?.bundle, `bundle ${n}`);
      return n;
    },
  },
  calls: {
    write: ({ history }, n) => void history.write([callOf(n)], [], n),
    read: ({ history }) => numberIn(history.listCalls({ terms: [], offset: 0, limit: 1 }).calls[0]?.path ?? ''),
  },
};

function same(a: unknown, b: unknown): void {
  if (a !== b) throw new Error(`a mixture: ${String(a)} beside ${String(b)}`);
}

/** The import of `lent` that a kill left as it is. */
async function openLoan(folder: string): Promise<string> {
  const imports = join(folder, '.nexo/trash/imports');
  const ids = (await readdir(imports)).map(Number).toSorted((a, b) => b - a);
  for (const id of ids) {
    const undo = await readFile(join(imports, `${id}`, 'undo.json'), 'utf8').catch(() => '');
    if (undo.includes('"lent"')) return `${id}`;
  }
  throw new Error('nothing says how to undo it');
}

function idsLike(store: Everything['store'], start: string): string[] {
  return store.list().flatMap(({ id }) => (id.startsWith(start) ? [id] : []));
}

/** The number at a text's end, 0 without one. */
function numberIn(text: string): number {
  return Number(/-(\d+)$/.exec(text)?.[1] ?? 0);
}

function versionOf(number: number): StoredVersion {
  return {
    functionId: 'steady',
    number,
    hash: 'h',
    content: `${number}`,
    publishedAt: number,
    origin: 'save',
    rollbackOf: null,
    message: '',
    settings: {
      name: 'steady',
      file: 'functions/steady/index.js',
      route: '/steady',
      methods: ['GET'],
      language: 'javascript',
      limits: defaultLimits,
      env: [],
      bindings: {},
      secrets: [],
    },
    bundle: `bundle ${number}`,
    sourceMap: '',
    inputs: [],
    files: [{ path: 'functions/steady/index.js', bytes: Buffer.from(`${number}`) }],
  };
}

function callOf(n: number): CallRow {
  return {
    id: `call-${n}`,
    functionId: 'steady',
    version: 'h',
    versionNumber: 1,
    environment: null,
    source: 'gateway',
    method: 'GET',
    path: `/n-${n}`,
    status: 200,
    startedAt: n,
    wallMs: 1,
    cpuMs: 1,
    heapBytes: 1,
    cold: false,
    sandbox: 1,
    requestBytes: 0,
    responseBytes: 2,
    logs: 0,
    fetches: 0,
    failure: null,
    replayOf: null,
    words: '',
    detail: '{}',
    requestBody: null,
    responseBody: null,
  };
}
