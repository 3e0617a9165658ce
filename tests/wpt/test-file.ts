import { readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';

import type { Gateway } from './gateway.ts';
import { environment } from './environment.ts';

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

/** Runs one `.any.js` file, every variant of it as a function of its own, called through the gateway. */
export async function testFile(gateway: Gateway, wptRoot: string, path: string): Promise<FileResult> {
  const source = await readFile(join(wptRoot, path), 'utf8');
  const { scripts, variants } = readMeta(source);
  const harness = await readFile(join(wptRoot, 'resources/testharness.js'), 'utf8');
  const included = await Promise.all(scripts.map((script) => readFile(join(wptRoot, served(script, path)), 'utf8')));
  const result: FileResult = { subtests: [], error: null };
  for (const variant of variants) {
    const page = `${gateway.origin}/${path.replace('.any.js', '.any.html')}${variant}`;
    const file = `${gateway.origin}/${path}`;
    const one = await testVariant(gateway, environment({ page, file, harness, included, source: asScript(source) }));
    result.subtests.push(...one.subtests.map((subtest) => ({ ...subtest, name: variant + subtest.name })));
    result.error ??= one.error;
  }
  return result;
}

/** Keeps a file's own `'use strict'`, which counts only at the start of a script; it sees what was included. */
const asScript = (source: string): string =>
  /^(?:\s|\/\/.*\n)*['"]use strict['"]/.test(source) ? `eval(${JSON.stringify(source)})` : source;

/** Where a script is; the server of web-platform-tests has one alias that tests load scripts by. */
function served(script: string, path: string): string {
  const file = script.startsWith('/') ? script.slice(1) : posix.join(dirname(path), script);
  return file === 'resources/WebIDLParser.js' ? 'resources/webidl2/lib/webidl2.js' : file;
}

async function testVariant(gateway: Gateway, code: string): Promise<FileResult> {
  try {
    const answer = await gateway.run(code);
    return JSON.parse(answer) as FileResult;
  } catch (error) {
    return { subtests: [], error: error instanceof Error ? error.message : String(error) };
  }
}
