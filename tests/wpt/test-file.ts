import { readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import ivm from 'isolated-vm';

import { createTestIsolate, type TestIsolate } from '../../src/guest/web/testing/run-in-isolate.ts';
import { serveFile } from './serve-file.ts';

export interface SubtestResult {
  name: string;
  passed: boolean;
  message: string | null;
}

export interface FileResult {
  subtests: SubtestResult[];
  /** Set when the file itself failed: it threw, timed out or ran out of memory. */
  error: string | null;
}

const origin = 'http://web-platform.test:8000';
const fileTimeoutMs = 20_000;

interface Meta {
  scripts: string[];
  variants: string[];
}

function readMeta(source: string): Meta {
  const scripts: string[] = [];
  const variants: string[] = [];
  for (const [, key, value] of source.matchAll(/^\/\/ META: *(script|variant)=(.*)$/gm)) {
    (key === 'script' ? scripts : variants).push(value!.trim());
  }
  return { scripts, variants: variants.length > 0 ? variants : [''] };
}

/** Runs one `.any.js` file, every variant of it in an isolate of its own. */
export async function testFile(wptRoot: string, path: string): Promise<FileResult> {
  const source = await readFile(join(wptRoot, path), 'utf8');
  const { scripts, variants } = readMeta(source);
  const result: FileResult = { subtests: [], error: null };
  for (const variant of variants) {
    const one = await testVariant(wptRoot, path, { source, scripts, variant });
    result.subtests.push(...one.subtests.map((subtest) => ({ ...subtest, name: variant + subtest.name })));
    result.error ??= one.error;
  }
  return result;
}

/** Keeps a file's own `'use strict'`, which counts only at the start of a script. */
const asScript = (source: string): string =>
  /^(?:\s|\/\/.*\n)*['"]use strict['"]/.test(source) ? `(0, eval)(${JSON.stringify(source)})` : source;

/** A rejection that nobody handled comes out here, too: the harness hears of it in its own way. */
function evaluate({ context }: TestIsolate, code: string, filename: string): void {
  try {
    context.evalSync(code, { filename, timeout: fileTimeoutMs });
  } catch (error) {
    if (context.evalSync('globalThis.__loaded') !== true) throw error;
  }
}

/** The server's one alias that tests load scripts by. */
const served = (path: string): string =>
  path === 'resources/WebIDLParser.js' ? 'resources/webidl2/lib/webidl2.js' : path;

async function testVariant(
  wptRoot: string,
  path: string,
  { source, scripts, variant }: { source: string; scripts: string[]; variant: string },
): Promise<FileResult> {
  const base = `${origin}/${path.replace('.any.js', '.any.html')}${variant}`;
  const isolate = await createTestIsolate((request, body) => serveFile(wptRoot, origin, request, body));
  try {
    const sources: [string, string][] = [['resources/testharness.js', '']];
    for (const script of scripts) {
      sources.push([script.startsWith('/') ? script.slice(1) : posix.join(dirname(path), script), '']);
    }
    for (const entry of sources) entry[1] = await readFile(join(wptRoot, served(entry[0])), 'utf8');
    const finished = new Promise<FileResult>((resolve) => {
      const report = new ivm.Callback((text: string) => resolve(JSON.parse(text) as FileResult));
      isolate.context.evalClosureSync(environment, [base, report]);
    });
    // One script: the harness takes the first microtask for the end of loading.
    const [harness, ...rest] = sources.map(([, text]) => text);
    const setUp = rest.some((text) => text.includes('IdlArray')) ? `__listen(); ${workerScope}` : '__listen();';
    const whole = [harness, setUp, ...rest, asScript(source), 'globalThis.__loaded = true'].join('\n;\n');
    evaluate(isolate, whole, `${origin}/${path}`);
    return await withDeadline(finished, () => {
      isolate.context.evalSync('try { timeout() } catch {}', { timeout: 1000 });
    });
  } catch (error) {
    return { subtests: [], error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    isolate.dispose();
  }
}

/** What the server's wrapper page gives a test; the harness takes an environment without window for a shell. */
const environment = `
  const base = new URL($0);
  const report = $1;
  __setBaseUrl(base.href);
  globalThis.location = { href: base.href, origin: base.origin, protocol: base.protocol, host: base.host,
    hostname: base.hostname, port: base.port, pathname: base.pathname, search: base.search, hash: base.hash,
    toString: () => base.href };
  globalThis.GLOBAL = { isWindow: () => false, isWorker: () => false, isShadowRealm: () => false };
  globalThis.__listen = () => {
    delete globalThis.__listen;
    const stringify = JSON.stringify;
    add_completion_callback((tests, status) => report(stringify({
      subtests: tests.filter((t) => t.status !== t.PRECONDITION_FAILED).map((t) => ({ name: t.name, passed: t.status === t.PASS, message: t.message })),
      error: status.status === 0 ? null : String(status.message),
    })));
  };
`;

/** The checks of interface definitions ask which kind of global this is; the harness itself has asked by then. */
const workerScope = `globalThis.DedicatedWorkerGlobalScope = class { static [Symbol.hasInstance]() { return true } };`;

async function withDeadline(finished: Promise<FileResult>, giveUp: () => void): Promise<FileResult> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<FileResult>((resolve) => {
    timer = setTimeout(() => {
      try {
        giveUp();
      } finally {
        timer = setTimeout(() => resolve({ subtests: [], error: 'timed out' }), 500);
      }
    }, fileTimeoutMs);
  });
  const result = await Promise.race([finished, deadline]);
  clearTimeout(timer);
  return result;
}
