import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine } from '../support/start-engine.ts';
import { startNexo, type EndedNexo } from '../support/start-nexo.ts';

let workspace: string;
const write = async (file: string, content: object | string): Promise<void> => {
  const path = join(workspace, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
};

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-test-cli-'));
  await write('functions/good/function.json', { name: 'Good', route: '/good/:n', secrets: ['KEY'] });
  await write(
    'functions/good/index.js',
    'function handler({ params }, { env }) { return { n: params.n, key: env.KEY }; }',
  );
  const assertions = [{ target: 'body', op: 'subset', value: { n: '1' } }];
  await write('functions/good/tests/one.json', { request: { params: { n: '1' } }, assertions });
  const secret = [{ target: 'json', path: '$.key', op: 'length', value: 13 }];
  await write('functions/good/tests/secret.json', { request: { params: { n: '1' } }, assertions: secret });
  await write('functions/bad/function.json', { name: 'bad', route: '/bad' });
  await write('functions/bad/index.js', 'function handler() { return { a: 1, b: "<&>" }; }');
  const wrong = [{ target: 'body', op: 'subset', value: { a: 2 } }];
  await write('functions/bad/tests/wrong.json', { request: {}, assertions: wrong });
});
afterAll(() => rm(workspace, { recursive: true, force: true }));

const nexoTest = (...args: string[]): Promise<EndedNexo> =>
  startNexo(['test', ...args], { env: { HOME: workspace, NEXO_SECRET_KEY: 'a-secret-here' } }).ended;

describe('nexo test', { timeout: 60_000 }, () => {
  it('exits with 0 when all passed, by the name of a function or of its folder', async () => {
    const { code, out, err } = await nexoTest('Good', '--workspace', workspace);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^✓ good › one \d+ ms\n✓ good › secret \d+ ms\n\n2 passed in \d\.\d s\n$/);
  });

  it('exits with 1 when a test failed, shows the difference, and writes JUnit beside it', async () => {
    const report = join(workspace, 'reports/junit.xml');
    const { code, out } = await nexoTest('--workspace', workspace, '--reporter', 'junit', '--out', report);
    expect(code).toBe(1);
    expect(out).toContain('✕ bad › wrong');
    expect(out).toContain('      -   "a": 2\n      +   "a": 1\n');
    expect(out).toContain('2 passed, 1 failed');
    const xml = await readFile(report, 'utf8');
    expect(xml).toContain('<testsuites name="nexo" tests="3" failures="1" errors="0"');
    expect(xml).toContain('<testcase classname="bad" name="wrong" file="functions/bad/tests/wrong.json"');
    expect(xml).toContain('<failure message="body has: - expected + got">');
  });

  it('gives programs JSON, from an engine that runs already', async () => {
    const running = await startEngine({ workspace, secrets: { KEY: 'a-secret-here' } });
    try {
      for (const found of [
        ['--workspace', workspace, '--json'],
        ['--url', running.url, '--reporter', 'json'],
      ]) {
        const { code, out } = await nexoTest(...found, 'good');
        expect(code).toBe(0);
        expect(JSON.parse(out)).toMatchObject({
          totals: { passed: 2, failed: 0 },
          results: [{ functionId: 'good' }, {}],
        });
        expect(out).not.toContain('a-secret-here');
      }
      const refused = await nexoTest('--workspace', workspace, '--secrets', 'other.env');
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('has secrets of its own') as string });
    } finally {
      await running.dispose();
    }
  });

  it('exits with 2 for a broken file, naming its line, and for what cannot be run', async () => {
    await write('functions/good/tests/broken.json', '{\n  "request": {},\n  "assertion": []\n}\n');
    const { code, out } = await nexoTest('good', '--workspace', workspace);
    expect(code).toBe(2);
    expect(out).toContain('! good › broken\n    functions/good/tests/broken.json:1: Unrecognized key: "assertion"\n');
    expect(out).toContain('✓ good › one');
    const cases: [string[], string][] = [
      [['nobody', '--workspace', workspace], 'there is no function "nobody"'],
      [['good', '--workspace', workspace, '--name', 'x'], 'there is no test "x" of good'],
      [['--workspace', join(workspace, 'empty')], 'there are no tests to run'],
      [['--url', 'http://127.0.0.1:1'], 'no engine answers at http://127.0.0.1:1'],
      [['--reporter', 'html'], 'Allowed choices are pretty, json, junit'],
      [['--reporter', 'junit', '--json'], "'--reporter <kind>' cannot be used with option '--json'"],
    ];
    for (const [args, message] of cases) {
      expect(await nexoTest(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) as string });
    }
  });
});
