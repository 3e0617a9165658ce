import { chmod, mkdir, readdir, stat, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { defaultLimits } from '../../contract/limits.ts';
import type { StoreEvent } from './store.ts';
import { draftOf, temporaryWorkspace } from './testing/temporary-workspace.ts';

describe('what a workspace looks like', () => {
  it('is plain files in a stable order', async () => {
    const workspace = await temporaryWorkspace();
    const store = await workspace.open();
    const made = await store.create(draftOf({ name: 'Hello World', env: { A: '1' } }));
    expect(made).toMatchObject({ id: 'hello-world', name: 'Hello World', file: 'functions/hello-world/index.js' });
    expect(made.version).toMatch(/^[0-9a-f]{12}$/);
    expect(await workspace.files()).toEqual({
      'hello-world/function.json': `{
  "name": "Hello World",
  "route": "/hello",
  "methods": [
    "GET"
  ],
  "language": "javascript",
  "limits": {
    "cpuMs": 50,
    "wallMs": 30000,
    "heapMb": 128,
    "requestBytes": 10000000,
    "responseBytes": 10000000
  },
  "env": {
    "A": "1"
  }
}
`,
      'hello-world/index.js': 'function handler() {}\n',
    });
    expect(await workspace.read('nexo.json')).toBe('{\n  "version": 1\n}\n');
    expect(await workspace.read('.nexo/.gitignore')).toBe('*\n');
    expect(await readdir(workspace.path('.nexo/tmp'))).toEqual([]);
  });

  it('is the same after it was opened again', async () => {
    const workspace = await temporaryWorkspace();
    const first = await workspace.open();
    await first.create(draftOf());
    await first.create(draftOf({ name: 'hello', language: 'typescript' }));
    const functions = first.list();
    const code = first.get('hello');
    await first.dispose();
    const second = await workspace.open();
    expect(second.list()).toEqual(functions);
    expect(second.get('hello')).toEqual(code);
    expect(functions.map((one) => one.file)).toEqual(['functions/hello/index.js', 'functions/hello-2/index.ts']);
  });

  it('finds an entry with JSX or of an ES module, and keeps its kind', async () => {
    const workspace = await temporaryWorkspace();
    await workspace.write('functions/page/index.tsx', '1');
    await workspace.write('functions/page/function.json', '{ "route": "/page" }');
    await workspace.write('functions/module/index.mjs', '1');
    await workspace.write('functions/module/function.json', '{ "route": "/module" }');
    const store = await workspace.open();
    expect(store.list().map(({ file, language }) => [file, language])).toEqual([
      ['functions/module/index.mjs', 'javascript'],
      ['functions/page/index.tsx', 'typescript'],
    ]);
    await store.update('page', { code: '2' });
    expect(store.fileOf('page', 'javascript')).toBe('functions/page/index.jsx');
    const changed = await store.update('page', { language: 'javascript' });
    expect(changed).toMatchObject({ file: 'functions/page/index.jsx', code: '2' });
    expect(Object.keys(await workspace.files())).not.toContain('page/index.tsx');
    expect(store.fileOfNew({ name: 'Page', language: 'typescript' })).toBe('functions/page-2/index.ts');
  });

  it('does not rewrite what has not changed', async () => {
    const workspace = await temporaryWorkspace();
    const store = await workspace.open();
    await store.create(draftOf());
    const states = async () =>
      Promise.all(
        ['function.json', 'index.js'].map(async (f) => (await stat(workspace.path('functions/hello', f))).ino),
      );
    const before = await states();
    await store.update('hello', { code: 'function handler() {}\n', name: 'hello' });
    expect(await states()).toEqual(before);
    await store.update('hello', { code: 'function handler() { return 2 }\n' });
    const after = await states();
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  it('keeps fields it does not know, also inside limits', async () => {
    const workspace = await temporaryWorkspace();
    await workspace.write('functions/a/index.js', '1');
    await workspace.write('functions/a/function.json', '{ "cron": "* * *", "route": "/a", "limits": { "gpuMs": 3 } }');
    const store = await workspace.open();
    expect(store.get('a')).toMatchObject({
      name: 'a',
      methods: ['GET'],
      limits: defaultLimits,
      language: 'javascript',
    });
    await store.update('a', { route: '/b', limits: { cpuMs: 9 } });
    const written = JSON.parse(await workspace.read('functions/a/function.json')) as object;
    expect(written).toMatchObject({ cron: '* * *', route: '/b', limits: { gpuMs: 3, cpuMs: 9 } });
    expect(Object.keys(written)).toEqual(['route', 'methods', 'limits', 'env', 'cron']);
  });

  it('keeps the mode of a file, and writes through a link', async () => {
    const workspace = await temporaryWorkspace();
    await workspace.write('shared/source.js', '1');
    await workspace.write('functions/a/function.json', '{ "route": "/a" }');
    await symlink('../../shared/source.js', workspace.path('functions/a/index.js'));
    await chmod(workspace.path('functions/a/function.json'), 0o640);
    const store = await workspace.open();
    await store.update('a', { code: '2', route: '/b' });
    expect(await workspace.read('shared/source.js')).toBe('2');
    expect((await stat(workspace.path('functions/a/function.json'))).mode & 0o777).toBe(0o640);
  });
});

describe('versions', () => {
  it('change with what runs and with nothing else', async () => {
    const store = await (await temporaryWorkspace()).open();
    const { version } = await store.create(draftOf({ env: { A: '1', B: '2' } }));
    expect((await store.update('hello', { name: 'x', route: '/x', methods: ['POST'] })).version).toBe(version);
    expect((await store.update('hello', { env: { B: '2', A: '1' } })).version).toBe(version);
    const others = [
      await store.update('hello', { env: {} }),
      await store.update('hello', { limits: { cpuMs: 7 } }),
      await store.update('hello', { code: '1' }),
      await store.update('hello', { language: 'typescript' }),
    ];
    expect(new Set([version, ...others.map((one) => one.version)]).size).toBe(5);
  });
});

describe('changes', () => {
  it('moves the source when the language changes', async () => {
    const workspace = await temporaryWorkspace();
    const store = await workspace.open();
    await store.create(draftOf());
    const changed = await store.update('hello', { language: 'typescript', code: 'let a: 1' });
    expect(changed).toMatchObject({ file: 'functions/hello/index.ts', code: 'let a: 1', language: 'typescript' });
    expect(Object.keys(await workspace.files())).toEqual(['hello/function.json', 'hello/index.ts']);
  });

  it('merges those that wait into one write, and the last one wins', async () => {
    const workspace = await temporaryWorkspace();
    const store = await workspace.open();
    await store.create(draftOf());
    const events: StoreEvent[] = [];
    store.onChange((event) => events.push(event));
    const saves = Array.from({ length: 100 }, (_, i) =>
      store.update('hello', i % 2 ? { code: `${i}` } : { env: { N: `${i}` } }),
    );
    const results = await Promise.all(saves);
    expect(results.at(-1)).toMatchObject({ code: '99', env: { N: '98' } });
    expect(events.length).toBeLessThan(5);
    expect(await workspace.read('functions/hello/index.js')).toBe('99');
  });

  it('moves a removed function to the trash, as often as it is removed', async () => {
    const workspace = await temporaryWorkspace();
    const store = await workspace.open();
    const events: StoreEvent[] = [];
    store.onChange((event) => events.push(event));
    for (const code of ['first', 'second']) {
      await store.create(draftOf({ code }));
      await store.remove('hello');
    }
    expect(store.list()).toEqual([]);
    expect(await workspace.read('.nexo/trash/hello-1/index.js')).toBe('first');
    expect(await workspace.read('.nexo/trash/hello-2/index.js')).toBe('second');
    expect(events.map((event) => event.type)).toEqual(['saved', 'removed', 'saved', 'removed']);
  });

  it('takes back the folder removed last, with everything in it', async () => {
    const workspace = await temporaryWorkspace();
    const store = await workspace.open();
    for (const code of ['first', 'second']) {
      await store.create(draftOf({ code }));
      await workspace.write('functions/hello/helper.js', code);
      await store.remove('hello');
    }
    const events: StoreEvent[] = [];
    store.onChange((event) => events.push(event));
    const seen: unknown[] = [];
    const restored = await store.restore('hello', (removed) => seen.push(removed.route));
    expect(restored).toMatchObject({ id: 'hello', damage: null });
    expect(seen).toEqual(['/hello']);
    expect(store.get('hello')?.code).toBe('second');
    expect(await workspace.read('functions/hello/helper.js')).toBe('second');
    expect(events).toMatchObject([{ type: 'saved', by: 'us' }]);
    expect(await readdir(workspace.path('.nexo/trash'))).toEqual(['hello-1']);
    await expect(store.restore('hello', () => {})).rejects.toMatchObject({ code: 'ID_CONFLICT' });
  });

  it('brings back a damaged function as it was, and leaves what may not come back in the trash', async () => {
    const workspace = await temporaryWorkspace();
    await workspace.write('functions/broken/function.json', '{');
    await workspace.write('functions/good/function.json', '{ "route": "/good" }');
    await workspace.write('functions/good/index.js', '1');
    const store = await workspace.open();
    await store.remove('broken');
    await store.remove('good');
    const refuse = () => {
      throw new Error('taken');
    };
    expect((await store.restore('broken', refuse)).damage).toMatchObject({ file: 'functions/broken/function.json' });
    await expect(store.restore('good', refuse)).rejects.toThrow('taken');
    expect(await workspace.read('.nexo/trash/good-1/index.js')).toBe('1');
    expect(store.list().map(({ id }) => id)).toEqual(['broken']);
    await expect(store.restore('goo', () => {})).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
  });

  it('refuses what is not there', async () => {
    const store = await (await temporaryWorkspace()).open();
    await expect(store.update('nope', { code: '1' })).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
    await expect(store.remove('nope')).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
    await store.dispose();
    await expect(store.create(draftOf())).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('builds on what another program wrote in the meantime', async () => {
    const workspace = await temporaryWorkspace();
    const store = await workspace.open();
    await store.create(draftOf());
    await workspace.write('functions/hello/index.js', 'from elsewhere');
    expect(await store.update('hello', { route: '/new' })).toMatchObject({ code: 'from elsewhere', route: '/new' });
  });
});

describe('damage', () => {
  const source = { 'index.js': '1' };
  it.each([
    [
      'truncated JSON',
      { ...source, 'function.json': '{\n  "name": "x",\n  "rou' },
      'function.json',
      'Unterminated string',
      3,
    ],
    ['an empty file', { ...source, 'function.json': '' }, 'function.json', 'end of JSON input', 1],
    ['null', { ...source, 'function.json': 'null' }, 'function.json', 'not a JSON object', undefined],
    ['a missing route', { ...source, 'function.json': '{}' }, 'function.json', '"route"', undefined],
    [
      'a wrong limit',
      { ...source, 'function.json': '{"route":"/","limits":{"cpuMs":"x"}}' },
      'function.json',
      '"limits.cpuMs"',
      undefined,
    ],
    ['zero bytes', { ...source, 'function.json': '\0'.repeat(100) }, 'function.json', 'Unexpected token', 1],
    ['no function.json', source, 'function.json', 'the file is missing', undefined],
    ['no source', { 'function.json': '{"route":"/"}' }, 'index.js', 'the file is missing', undefined],
    [
      'a missing TypeScript source',
      { ...source, 'function.json': '{"route":"/","language":"typescript"}' },
      'index.ts',
      'missing',
      undefined,
    ],
    [
      'a source that is not text',
      { 'function.json': '{"route":"/"}', 'index.js': Buffer.from([0xff, 0xfe, 0x41]) },
      'index.js',
      'not UTF-8',
      undefined,
    ],
  ])('by %s is shown, kept, and does not stop the others', async (_, files, file, reason, line) => {
    const workspace = await temporaryWorkspace();
    for (const [name, text] of Object.entries(files)) await workspace.write(`functions/bad/${name}`, text);
    await workspace.write('functions/good/function.json', '{"route":"/good"}');
    await workspace.write('functions/good/index.js', '1');
    const before = await workspace.files();
    const store = await workspace.open();
    expect(store.list().map((one) => [one.id, one.damage === null])).toEqual([
      ['bad', false],
      ['good', true],
    ]);
    const damage = store.list()[0]?.damage;
    expect(damage).toMatchObject({ file: `functions/bad/${file}`, reason: expect.stringContaining(reason) as string });
    expect(damage?.line).toBe(line);
    expect(store.get('bad')).toBeUndefined();
    await expect(store.update('bad', { code: '2' })).rejects.toMatchObject({ code: 'FUNCTION_DAMAGED' });
    expect(await store.create(draftOf({ name: 'bad' }))).toMatchObject({ id: 'bad-2' });
    expect(await workspace.files()).toMatchObject(before);
    await store.remove('bad');
  });

  it('by links out of the workspace, folders and pipes in place of files', async () => {
    const workspace = await temporaryWorkspace();
    for (const id of ['link', 'folder', 'loop'])
      await workspace.write(`functions/${id}/function.json`, '{"route":"/"}');
    await symlink('/etc/hosts', workspace.path('functions/link/index.js'));
    await symlink('index.js', workspace.path('functions/loop/index.js'));
    await mkdir(workspace.path('functions/folder/index.js'));
    await symlink('/etc', workspace.path('functions/out'));
    const store = await workspace.open();
    expect(store.list().map((one) => one.damage?.reason)).toEqual([
      expect.stringContaining('regular file'),
      expect.stringContaining('link out of the workspace'),
      expect.stringContaining('leads in circles'),
      expect.stringContaining('is missing'),
    ]);
  });

  it('of nexo.json leaves it alone; a newer one is not written', async () => {
    const workspace = await temporaryWorkspace();
    await workspace.write('nexo.json', '{ "version": ');
    await (await workspace.open()).dispose();
    expect(await workspace.read('nexo.json')).toBe('{ "version": ');
    await workspace.write('nexo.json', '{ "version": 2 }');
    const newer = await workspace.open();
    expect(newer.readOnly).toMatchObject({ code: 'NEWER' });
    await newer.dispose();
    await workspace.write('nexo.json', '{ "version": 1, "theme": "dark" }');
    await workspace.open();
    expect(await workspace.read('nexo.json')).toBe('{ "version": 1, "theme": "dark" }');
  });

  it('of the journal does not keep the workspace from opening', async () => {
    const workspace = await temporaryWorkspace();
    await workspace.write('precious', '1');
    for (const journal of [
      '',
      '[]',
      '{"renames":[{"from":"x","to":"../y"}],"removes":[]}',
      '{"renames":[],"removes":["precious"]}',
    ]) {
      await workspace.write('.nexo/journal.json', journal);
      const store = await workspace.open();
      const [recovery] = store.recoveries.list();
      expect(await workspace.read(recovery?.kept ?? '')).toBe(journal);
      await store.dispose();
    }
    expect(await workspace.read('precious')).toBe('1');
  });

  it('of the journal of moves does not either, nor does one that leads out of the workspace', async () => {
    const workspace = await temporaryWorkspace();
    const elsewhere = await temporaryWorkspace();
    await elsewhere.write('precious.js', '1');
    await workspace.write('shared/own.js', '2');
    await symlink(elsewhere.folder, workspace.path('shared/link'));
    for (const journal of [
      '',
      '{}',
      '[{"from":"shared/own.js","to":"../y"}]',
      '[{"from":"shared/own.js","to":"shared/moved.js"},{"from":"shared/link/precious.js","to":"shared/precious.js"}]',
    ]) {
      await workspace.write('.nexo/moves.json', journal);
      const store = await workspace.open();
      const [recovery] = store.recoveries.list();
      expect(recovery?.file).toBe('.nexo/moves.json');
      expect(await workspace.read(recovery?.kept ?? '')).toBe(journal);
      await store.dispose();
    }
    expect(await elsewhere.read('precious.js')).toBe('1');
    expect(await workspace.read('shared/own.js')).toBe('2');
  });
});

describe('moves that a crash interrupted', () => {
  it('after the last of them bring nothing back: what was replaced stays in the trash', async () => {
    const workspace = await temporaryWorkspace();
    await (await workspace.open()).dispose();
    const settings = '{ "version": 1, "environments": { "dev": { "variables": { "A": "new" } } } }';
    await workspace.write('nexo.json', settings);
    await workspace.write('.nexo/trash/imports/1/nexo.json', 'old');
    const moves = [
      { from: 'nexo.json', to: '.nexo/trash/imports/1/nexo.json' },
      { from: '.nexo/tmp/import-1/settings/nexo.json', to: 'nexo.json' },
    ];
    await workspace.write('.nexo/moves.json', JSON.stringify(moves));
    const store = await workspace.open();
    expect(await workspace.read('nexo.json')).toBe(settings);
    expect(await workspace.read('.nexo/trash/imports/1/nexo.json')).toBe('old');
    await store.dispose();
  });
});

describe('one writer', () => {
  it('is told who holds the workspace, and gets it when the holder has closed it', async () => {
    const workspace = await temporaryWorkspace();
    const first = await workspace.open();
    await expect(workspace.open()).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    await first.dispose();
    await workspace.open();
  });

  it('refuses a state folder that is a link', async () => {
    const workspace = await temporaryWorkspace();
    await symlink('/tmp', workspace.path('.nexo'));
    await expect(workspace.open()).rejects.toMatchObject({ message: expect.stringContaining('is a link') as string });
  });
});

describe('a thousand functions', () => {
  it('open quickly and say how far they are', async () => {
    const workspace = await temporaryWorkspace();
    for (let i = 0; i < 1_000; i++) {
      await workspace.write(`functions/f${i}/function.json`, `{ "route": "/f${i}" }`);
      await workspace.write(`functions/f${i}/index.js`, `function handler() { return ${i} }`);
    }
    const progress: string[] = [];
    const started = performance.now();
    const store = await workspace.open({ onProgress: ({ done, total }) => progress.push(`${done}/${total}`) });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(store.list()).toHaveLength(1_000);
    expect([progress[0], progress.at(-1)]).toEqual(['0/1000', '1000/1000']);
  });
});
