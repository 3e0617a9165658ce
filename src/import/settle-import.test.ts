import { describe, expect, it } from 'vitest';

import type { DraftFunction, ImportDraft } from './import-draft.ts';
import { planOf, settleImport, type Existing, type RouteBook } from './settle-import.ts';

const fn = (key: string, route: string, more: Partial<DraftFunction> = {}): DraftFunction => ({
  key,
  name: key,
  route,
  methods: ['GET'],
  language: 'javascript',
  limits: {},
  env: {},
  secrets: [],
  bindings: {},
  files: [{ path: 'index.js', bytes: Buffer.from('') }],
  ...more,
});

const draftOf = (change: Partial<ImportDraft>): ImportDraft => ({
  kind: 'nexo',
  name: 'source',
  functions: [],
  requests: [],
  files: [],
  environment: null,
  notes: [],
  ...change,
});

/** A workspace of functions and their routes. */
function existing(routes: Record<string, string>, more: Partial<Existing> = {}): Existing {
  return {
    functions: Object.keys(routes).map((id) => ({ id, env: { [id.toUpperCase()]: '1' } })),
    routes(besides): RouteBook {
      const known = new Map(Object.entries(routes).filter(([id]) => !besides.has(id)));
      return {
        owner: (route) => [...known].find(([, taken]) => taken === route)?.[0],
        add: (id, route) => void known.set(id, route),
      };
    },
    tests: () => [],
    file: () => Promise.resolve(undefined),
    environments: [{ name: 'dev', variables: { HAS: 'mine' } }],
    ...more,
  };
}

const recordOf = (files: readonly { path: string; bytes: Uint8Array }[]): Record<string, unknown> =>
  JSON.parse(Buffer.from(files.find(({ path }) => path === 'function.json')?.bytes ?? []).toString()) as Record<
    string,
    unknown
  >;

describe('settleImport', () => {
  it('asks about everything that is there, and decides nothing by itself', async () => {
    const draft = draftOf({
      functions: [fn('a', '/a'), fn('b', '/taken')],
      files: [{ path: 'shared/x.js', bytes: Buffer.from('1') }],
    });
    const workspace = existing({ a: '/other', c: '/taken' }, { file: () => Promise.resolve(Buffer.from('2')) });
    const { functions, files } = await planOf(draft, workspace);
    expect(functions.map(({ conflict }) => conflict)).toMatchObject([
      { with: 'a', on: 'id', renamed: { id: 'a-2', route: '/a' } },
      { with: 'c', on: 'route', renamed: { id: 'b', route: '/taken-2' } },
    ]);
    expect(files[0]?.conflict).toMatchObject({ choices: ['skip', 'replace'] });
    const refusal = await settleImport(draft, workspace, { choices: {}, onConflict: 'rename' }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'ID_CONFLICT', details: { issues: [{ field: 'shared/x.js' }] } });
  });

  it('leads bindings to what came along, wherever it went, and never to what was there', async () => {
    const draft = draftOf({
      functions: [fn('a', '/a', { bindings: { B: 'b', C: 'c' } }), fn('b', '/b'), fn('c', '/c')],
    });
    const settled = await settleImport(draft, existing({ b: '/b', c: '/c' }), { choices: { b: 'rename', c: 'skip' } });
    expect(settled.functions.map(({ id, route }) => [id, route])).toEqual([
      ['a', '/a'],
      ['b-2', '/b-2'],
    ]);
    expect(recordOf(settled.functions[0]?.files ?? [])).toMatchObject({
      bindings: { B: { function: 'b-2' } },
      trusted: false,
    });
    expect(settled.notes).toMatchObject([
      { message: expect.stringContaining('"b-2" answers /b-2') as string },
      { message: 'the binding C of "a" leads to "c", which was skipped' },
    ]);
  });

  it('replaces the function that has the route, and gives its route free', async () => {
    const settled = await settleImport(draftOf({ functions: [fn('a', '/x')] }), existing({ old: '/x' }), {
      choices: {},
      onConflict: 'replace',
    });
    expect(settled.functions).toMatchObject([{ id: 'old', route: '/x', replaces: true }]);
  });

  it('says itself whether a function is trusted, whatever its source says', async () => {
    const record = { route: '/a', trusted: true, importedFrom: 'me', kept: 1 };
    const settled = await settleImport(draftOf({ functions: [fn('a', '/a', { record })] }), existing({}), {
      choices: {},
    });
    expect(recordOf(settled.functions[0]?.files ?? [])).toMatchObject({
      trusted: false,
      importedFrom: 'source',
      kept: 1,
    });
  });

  it('adds no variable that somebody here has a value for', async () => {
    const environment = { name: 'dev', variables: { NEW: '1', HAS: 'theirs', OWN: '2' }, secrets: [] };
    const draft = draftOf({ functions: [fn('a', '/a')], environment });
    const settled = await settleImport(draft, existing({ own: '/own' }), { choices: {} });
    expect(settled.environment?.variables).toEqual({ NEW: '1' });
    expect(settled.notes.map(({ message }) => message)).toEqual([
      'the variable HAS was left out: the environment "dev" has a value for it',
      'the variable OWN was left out: "own" has a value for it',
    ]);
  });
});
