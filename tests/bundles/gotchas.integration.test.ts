/**
 * What is known to go wrong when a function moves to another place, a test each. docs/bundles.md lists them by these
 * names; others are in the tests it names beside them.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { freePort } from '../../scripts/free-port.ts';
import { unpackOwn } from '../../src/bundle/output/unpack-own.ts';
import { writeFolder } from '../../src/bundle/output/write-folder.ts';
import { compatibilityDate } from '../../src/bundle/targets/cloudflare.ts';
import { findRuntime, type RuntimeName } from '../../src/bundle/verify/find-runtime.ts';
import type { TargetName } from '../../src/contract/bundle.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { runExport } from './export.ts';

let engine: TestEngine;
let root: string;
const children: ChildProcess[] = [];
const nodeModules = [
  'assert',
  'async_hooks',
  'buffer',
  'crypto',
  'events',
  'path',
  'querystring',
  'string_decoder',
  'url',
  'util',
];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'nexo-gotchas-'));
  engine = await startEngine({ secrets: { API_KEY: 'the-secret-value' } });
  await engine.deploy({
    name: 'echo',
    methods: ['GET', 'POST'],
    env: { GREETING: 'Hi' },
    secrets: ['API_KEY'],
    code: `export default { async fetch(request, env, ctx) {
      const url = new URL(request.url);
      const bytes = [...new Uint8Array(await request.arrayBuffer())];
      ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 20)).then(() => console.log('afterwards')));
      const headers = new Headers({ 'content-type': 'application/json' });
      headers.append('set-cookie', 'a=1'); headers.append('set-cookie', 'b=2; Path=/');
      return new Response(JSON.stringify({
        path: url.pathname, all: url.searchParams.getAll('x'), cookie: request.headers.get('cookie'), bytes,
        names: Object.keys(env).sort(), undeclared: env.UNDECLARED ?? null, greeting: env.GREETING,
        frozen: Object.isFrozen(env),
      }), { headers });
    } };`,
  });
  const modules = nodeModules.map((name) => `import * as ${name} from 'node:${name}';`).join('\n');
  await engine.deploy({
    name: 'modules',
    methods: ['GET'],
    // Its first call loads them all.
    limits: { cpuMs: 2_000 },
    code: `${modules}
export default () => Object.entries({ ${nodeModules.join(', ')} }).flatMap(([name, module]) => Object.keys(module).map((key) => name + '.' + key));`,
  });
  await engine.deploy({ name: 'throws', code: `export default () => { throw new Error('secret source line'); };` });
  await engine.deploy({
    name: 'waits',
    code: `export default { async fetch(request) {
      console.log('began');
      request.signal.addEventListener('abort', () => console.log('client left'));
      await new Promise((resolve) => setTimeout(resolve, 600));
      return new Response('complete');
    } };`,
  });
});
afterEach(async () => {
  const running = children.splice(0).filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  const ended = running.map((child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ended);
});
afterAll(async () => {
  await engine.dispose();
  await rm(root, { recursive: true, force: true });
});

const exported = new Map<TargetName, Promise<string>>();

/** The folder of a target's bundle of all functions, made once. */
function folderFor(target: TargetName): Promise<string> {
  const known = exported.get(target) ?? exportTo(target);
  exported.set(target, known);
  return known;
}

async function exportTo(target: TargetName): Promise<string> {
  const { bundle, error } = await runExport(engine, { target, verify: false });
  expect(error).toBeUndefined();
  const folder = join(root, target);
  await writeFolder(folder, await unpackOwn(Buffer.from(bundle!.zip, 'base64')), false);
  return folder;
}

interface Running {
  child: ChildProcess;
  /** Resolves with the first line that says it, from now on. */
  says(what: RegExp): Promise<string>;
}

function run(program: string, args: string[], cwd: string, env: Record<string, string> = {}): Running {
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH ?? '', HOME: root, ...env } });
  children.push(child);
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const listener of listeners) listener();
    });
  }
  return {
    child,
    says: (what) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = lines.find((line) => what.test(line));
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
  };
}

function programOf(runtime: RuntimeName): string {
  return findRuntime(runtime) ?? runtime;
}

/** The first answer of a server that is just starting. */
async function firstAnswer(url: string): Promise<Response> {
  let response: Response | undefined;
  await expect
    .poll(async () => (response = await fetch(url).catch(() => undefined))?.status, { timeout: 15_000 })
    .toBeDefined();
  return response!;
}

/** The arguments of a command that a bundle names, after the program. */
async function argumentsOf(folder: string, file: string, script: string): Promise<string[]> {
  const { scripts, tasks } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, object>;
  const command = { ...(scripts ?? tasks) } as Record<string, string>;
  return command[script]?.split(' ').slice(1) ?? [];
}

async function serveNode(folder: string, env: Record<string, string> = {}): Promise<Running & { url: string }> {
  const args = await argumentsOf(folder, 'package.json', 'start');
  const node = run(process.execPath, args, folder, { PORT: '0', ...env });
  return { ...node, url: /http:\S+/.exec(await node.says(/Listening on/))?.[0] ?? '' };
}

async function serveDeno(folder: string, env: Record<string, string> = {}): Promise<string> {
  const port = String(await freePort());
  const args = await argumentsOf(folder, 'deno.json', 'serve');
  run(programOf('deno'), args.with(args.indexOf('8000'), port), folder, env);
  return `http://127.0.0.1:${port}`;
}

async function serveBun(folder: string): Promise<string> {
  const port = String(await freePort());
  run(programOf('bun'), ['server.js'], folder, { PORT: port, HOST: 'localhost' });
  return `http://localhost:${port}`;
}

async function serveWorkerd(folder: string): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`;
  run(programOf('workerd'), ['serve', 'config.capnp', '--socket-addr', `http=${address}`], folder, { API_KEY: 'x' });
  return `http://${address}`;
}

describe('modules of Node.js', () => {
  it.each([
    ['node', async (folder: string) => (await serveNode(folder)).url],
    ['deno', serveDeno],
    ['bun', serveBun],
    ['workerd', serveWorkerd],
  ] as const)('all that functions can import of them is there in %s', async (target, serve) => {
    const here = (await (await engine.request('/fn/modules')).json()) as string[];
    const there = (await (await firstAnswer(`${await serve(await folderFor(target))}/modules`)).json()) as string[];
    expect(here.length).toBeGreaterThan(100);
    expect(here.filter((name) => !there.includes(name))).toEqual([]);
  });
});

describe('workerd', () => {
  it('knows the compatibility date that bundles name; a later one it refuses, which no dry run shows', async () => {
    const { version } = JSON.parse(await readFile('node_modules/workerd/package.json', 'utf8')) as { version: string };
    const [, year, month, day] = /^1\.(\d{4})(\d\d)(\d\d)\./.exec(version) ?? [];
    expect(compatibilityDate <= `${year}-${month}-${day}`).toBe(true);

    const folder = await folderFor('workerd');
    const config = await readFile(join(folder, 'config.capnp'), 'utf8');
    await writeFile(join(folder, 'later.capnp'), config.replace(compatibilityDate, '2099-01-01'));
    const refused = run(programOf('workerd'), ['serve', 'later.capnp', '--socket-addr', 'http=127.0.0.1:0'], folder);
    expect(await refused.says(/compatibility ?date/i)).toMatch(/2099-01-01|newer|future/i);
  });
});

describe('Deno', () => {
  it('is told to listen on this machine only, as its own default is every address', async () => {
    const folder = await folderFor('deno');
    expect((await argumentsOf(folder, 'deno.json', 'serve')).join(' ')).toContain('--host 127.0.0.1');
    const deno = run(programOf('deno'), await argumentsOf(folder, 'deno.json', 'start'), folder, { PORT: '0' });
    const line = await deno.says(/Listening on/i);
    expect(line).toContain('http://127.0.0.1:');
  });

  it('lets functions ask for a variable that is not declared, as only declared ones are read', async () => {
    const folder = await folderFor('deno');
    const url = await serveDeno(folder, { UNDECLARED: 'there' });
    const answer = await firstAnswer(`${url}/echo`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ undeclared: null, greeting: 'Hi' });
  });
});

describe('Bun', () => {
  it('answers an error with JSON, not with its page that shows the source, NODE_ENV or not', async () => {
    const folder = await folderFor('bun');
    const answer = await firstAnswer(`${await serveBun(folder)}/throws`);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'THROWN' } });
    expect(text.length).toBeLessThan(2_000);
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { scripts: object };
    expect(manifest.scripts).toEqual({ start: 'NODE_ENV=production bun server.js' });
  });
});

describe('Node.js', () => {
  it('finishes what runs on SIGTERM, and takes nothing new', async () => {
    const folder = await folderFor('node');
    const { url, ...node } = await serveNode(folder);
    const ended = once(node.child, 'exit');
    const answer = fetch(`${url}/waits`);
    await node.says(/began/);
    node.child.kill('SIGTERM');
    expect(await (await answer).text()).toBe('complete');
    expect(await ended).toEqual([0, null]);
    await expect(fetch(`${url}/echo`)).rejects.toThrow();
  });

  it('tells a function that its client has left', async () => {
    const folder = await folderFor('node');
    const { url, ...node } = await serveNode(folder);
    const client = new AbortController();
    const answer = fetch(`${url}/waits`, { signal: client.signal });
    await node.says(/began/);
    client.abort();
    await expect(answer).rejects.toThrow();
    await node.says(/client left/);
  });

  it('gives functions the variables they declare, and none of the machine', async () => {
    const folder = await folderFor('node');
    const { url, ...node } = await serveNode(folder, { GREETING: 'Hello', UNDECLARED: 'there', HOST: 'localhost' });
    expect(url).toContain('http://localhost:');
    const answer = await (await fetch(`${url}/echo`)).json();
    expect(answer).toMatchObject({ greeting: 'Hello', undeclared: null, frozen: true });
    await (await fetch(`${url}/throws`)).text();
    // Where the person wrote it, not where the bundle has it.
    await node.says(/functions\/throws\/index\.js:1:/);
    expect((answer as { names: string[] }).names).not.toContain('PATH');
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
    );
    expect(texts.join('\n')).not.toContain('the-secret-value');
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain('API_KEY');
  });

  it('is packed as a container and as a Knative service of it, not as a Knative function', async () => {
    const folder = await folderFor('node');
    const names = await readdir(folder);
    expect(names).toEqual(expect.arrayContaining(['Dockerfile', 'service.yaml', 'kubernetes.yaml']));
    expect(names).not.toContain('func.yaml');
    expect(await readFile(join(folder, 'Dockerfile'), 'utf8')).toMatch(/^USER node$/m);
  });
});

describe('Lambda', () => {
  const call = async (
    event: object,
  ): Promise<{ statusCode: number; headers: object; cookies: string[]; echo: object }> => {
    const file = join(await folderFor('lambda'), 'index.mjs');
    const program = `import(process.argv[1]).then(({ handler }) => handler(JSON.parse(process.argv[2]))).then((answer) => process.stdout.write('\\n' + JSON.stringify(answer)));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program, file, JSON.stringify(event)]);
    const answer = JSON.parse(stdout.slice(stdout.lastIndexOf('\n'))) as {
      statusCode: number;
      headers: object;
      cookies: string[];
      body: string;
    };
    return {
      ...answer,
      echo: {
        ...(JSON.parse(Buffer.from(answer.body, 'base64').toString()) as object),
        afterwards: stdout.includes('afterwards'),
      },
    };
  };
  const event = (more: object): object => ({
    version: '2.0',
    rawPath: '/echo',
    rawQueryString: '',
    headers: { host: 'x.lambda-url.eu-west-1.on.aws' },
    requestContext: { http: { method: 'GET', path: '/echo' } },
    isBase64Encoded: false,
    ...more,
  });

  it('has no query where there is none, and every one of those that are repeated', async () => {
    expect((await call(event({}))).echo).toMatchObject({ all: [] });
    const repeated = event({ rawQueryString: 'x=1&x=2&x=', queryStringParameters: { x: '1,2,' } });
    expect((await call(repeated)).echo).toMatchObject({ all: ['1', '2', ''] });
  });

  it('takes cookies from their list and gives them in one', async () => {
    const { cookies, headers, echo } = await call(event({ cookies: ['one=1', 'two=2'] }));
    expect(echo).toMatchObject({ cookie: 'one=1; two=2' });
    expect(cookies).toEqual(['a=1', 'b=2; Path=/']);
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('carries bytes as base64 both ways, and waits for what outlasts the answer', async () => {
    const bytes = [0, 255, 128, 10];
    const sent = event({
      requestContext: { http: { method: 'POST', path: '/echo' } },
      body: Buffer.from(bytes).toString('base64'),
      isBase64Encoded: true,
    });
    expect((await call(sent)).echo).toMatchObject({ bytes, afterwards: true });
  });
});

describe('Netlify', () => {
  it('has one function, alone in its folder, that answers every path', async () => {
    const folder = await folderFor('netlify');
    expect(await readdir(join(folder, 'netlify/functions'))).toEqual(['nexo.mjs']);
    const code = await readFile(join(folder, 'netlify/functions/nexo.mjs'), 'utf8');
    expect(code).toMatch(/path: ["']\/\*["']/);
    expect(await readFile(join(folder, 'netlify.toml'), 'utf8')).toContain('directory = "netlify/functions"');
  });
});

describe('Supabase', () => {
  it('takes its own name off the path', async () => {
    const folder = await folderFor('supabase');
    const [name = ''] = (await readdir(join(folder, 'supabase/functions'))).filter((one) => !one.startsWith('_'));
    const port = await freePort();
    const args = ['run', '--cached-only', '--allow-net', '--allow-env', `supabase/functions/${name}/index.ts`];
    run(programOf('deno'), args, folder, { DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}` });
    const answer = await firstAnswer(`http://127.0.0.1:${port}/${name}/echo`);
    expect(await answer.json()).toMatchObject({ path: '/echo' });
  });
});

describe('wrangler', () => {
  it('is named with its major version, as npm picks older ones where Node.js is older', async () => {
    const readme = await readFile(join(await folderFor('cloudflare'), 'README.md'), 'utf8');
    expect(readme).toContain('npx wrangler@4 deploy');
    expect(readme).toContain('needs Node.js 22 or later');
    expect(readme).not.toMatch(/npx wrangler /);
  });
});
