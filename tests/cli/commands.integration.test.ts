import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { startNexo, type EndedNexo, type RunningNexo } from '../support/start-nexo.ts';

let folder: string;
let workspace: string;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexo-commands-'));
  workspace = join(folder, 'workspace');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Running extends RunningNexo {
  /** Resolves once standard output has the text. */
  says(text: string): Promise<string>;
}

function start(...args: string[]): Running {
  const env = { HOME: folder, NEXO_WORKSPACE: workspace, NO_COLOR: '1' };
  const { child, said, ended } = startNexo(args, { cwd: folder, env });
  children.add(child);
  void ended.then(() => children.delete(child));
  const says = async (text: string): Promise<string> => {
    while (!said().includes(text)) {
      const over = await Promise.race([once(child.stdout, 'data').then(() => null), ended]);
      if (over && !said().includes(text)) {
        throw new Error(`it never said ${JSON.stringify(text)}: ${over.out}${over.err}`);
      }
    }
    return said();
  };
  return { child, ended, said, says };
}

const nexo = (...args: string[]): Promise<EndedNexo> => start(...args).ended;

describe('without a running engine', { timeout: 60_000 }, () => {
  it('makes, lists, deploys and calls functions', async () => {
    expect(await nexo('list')).toMatchObject({ code: 0, out: expect.stringContaining('no functions yet') as string });
    expect(await nexo('new', 'hello')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^functions\/hello\/index\.js answers GET, POST \/fn\/hello\n/) as string,
    });
    await writeFile(
      join(folder, 'sum.ts'),
      'export default (request: { json(): { a: number; b: number } }) => { console.log("adding"); const { a, b } = request.json(); return a + b; };',
    );
    expect(await nexo('deploy', 'sum.ts')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--route /sum') as string,
    });
    const deployed = await nexo('deploy', 'sum.ts', '--route', '/sum', '--methods', 'post');
    expect(deployed).toMatchObject({ code: 0, out: expect.stringContaining('Created sum: POST /fn/sum') as string });
    const invoked = await nexo('invoke', 'sum', '--data', '{"a":1,"b":2}');
    expect(invoked).toMatchObject({
      code: 0,
      out: '3',
      err: expect.stringMatching(/log: adding\n200, .* ms CPU/) as string,
    });
    const failed = await nexo('invoke', 'sum', '--method', 'POST');
    expect(failed).toMatchObject({ code: 1, err: expect.stringContaining('THROWN') as string });
    const listed = JSON.parse((await nexo('list', '--json')).out) as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual(['hello', 'sum']);
    expect(await nexo('logs', 'sum')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/200 POST\s+\/sum.*\n {2}adding/) as string,
    });
  });

  it('exports a folder, a zip, and a Nexo bundle that it serves', async () => {
    const out = join(folder, 'dist');
    const exported = await nexo('export', 'hello', '--target', 'node', '--out', out);
    expect(exported).toMatchObject({
      code: 0,
      out: `${out}\n`,
      err: expect.stringContaining('✓ boots in node') as string,
    });
    expect(await readFile(join(out, 'server.js'), 'utf8')).toContain('createServer');
    // What it wrote itself it replaces; what others wrote it does not.
    await writeFile(join(out, '.env'), 'MINE=1');
    expect(await nexo('export', 'hello', '--target', 'bun', '--out', out, '--no-verify')).toMatchObject({ code: 0 });
    await expect(access(join(out, 'Dockerfile'))).rejects.toThrow('ENOENT');
    expect(await readFile(join(out, '.env'), 'utf8')).toBe('MINE=1');
    const refused = await nexo('export', 'hello', '--target', 'bun', '--out', folder, '--no-verify');
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not empty, and no export wrote it') as string,
    });

    const several = await nexo('export', 'hello', '--target', 'deno,lambda', '--out', out, '--zip', '--no-verify');
    expect(several.out).toBe(`${join(out, 'hello-deno.zip')}\n${join(out, 'hello-lambda.zip')}\n`);

    const zip = await nexo('export', '--target', 'nexo', '--out', folder, '--no-verify', '--json');
    expect(JSON.parse(zip.out)).toMatchObject({
      out: join(folder, 'workspace.nexo.zip'),
      target: 'nexo',
      verified: null,
    });
    const serving = start('serve', 'workspace.nexo.zip', '--addr', '127.0.0.1:0', '--json');
    const { url } = JSON.parse(await serving.says('ready')) as { url: string };
    const answer = await fetch(`${url}/fn/sum`, { method: 'POST', body: '{"a":2,"b":3}' });
    expect(await answer.text()).toBe('5');
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toMatchObject({ code: 0 });
  });

  it('refuses to serve what is no Nexo bundle', async () => {
    await writeFile(join(folder, 'other.zip'), 'not a zip');
    expect(await nexo('serve', 'other.zip')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no zip') as string,
    });
    expect(await nexo('serve', 'x.zip', '--workspace', '.')).toMatchObject({ code: 2 });
  });

  it.each([
    [['invoke', 'nowhere'], 'there is no function "nowhere"'],
    [['new', 'x', '--template', 'none'], 'there is no template "none": there are '],
    [['logs', '--count', 'many'], '--count: a number'],
    [['logs', '-f'], 'nothing serves this workspace'],
    [['open', 'x.nexo.zip'], '"nexo import x.nexo.zip" brings it in'],
    [['list', '--url', '127.0.0.1:1'], 'no engine answers at http://127.0.0.1:1'],
    [['export', '--target', 'node,moon'], "'node,moon' is invalid"],
    [['deploy', 'missing.js', '--route', '/x'], 'missing.js cannot be read'],
  ])('%j says what to put right', async (args, message) => {
    expect(await nexo(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) as string });
  });
});

async function writeFunction(id: string, code: string): Promise<void> {
  const own = join(workspace, 'functions', id);
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'function.json'), JSON.stringify({ route: `/${id}` }));
  await writeFile(join(own, 'index.js'), code);
}

describe('beside nexo dev', () => {
  it('uses the engine that is there, which shows calls and changes', async () => {
    await writeFunction('hello', 'function handler() { return 1; }');
    await writeFunction('sum', 'function handler() { console.log("adding"); return 2; }');
    const dev = start('dev', '--addr', '127.0.0.1:0');
    await dev.says('/hello');
    const follow = start('logs', '-f', '--count', '0');
    await nexo('invoke', 'sum');
    await dev.says('  adding');
    // It may have begun to listen later than that call.
    const { url } = JSON.parse(await readFile(join(workspace, '.nexo/engine.json'), 'utf8')) as { url: string };
    const call = async (): Promise<string> => (await fetch(`${url}/fn/hello`)).text().then(() => follow.said());
    await expect.poll(call, { timeout: 20_000 }).toContain('200 GET');
    follow.child.kill('SIGINT');
    expect(await follow.ended).toMatchObject({ code: 130 });
    await writeFile(join(workspace, 'functions/hello/index.js'), 'function handler( {');
    await dev.says('functions/hello/index.js:1');
    const beside = start('dev');
    await beside.says(`served already at ${url}`);
    await beside.says('/sum');
    beside.child.kill('SIGINT');
    expect(await beside.ended).toMatchObject({ code: 0 });
    const opened = await nexo('open', 'sum');
    expect(opened.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/fn\/sum\n$/);
    dev.child.kill('SIGINT');
    expect(await dev.ended).toMatchObject({ code: 0 });
    await expect(access(join(workspace, '.nexo/engine.json'))).rejects.toThrow('ENOENT');
  }, 60_000);
});
