/* oxlint-disable no-underscore-dangle -- __nexo is the compiled module's own export */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';

import { NexoError } from '../../contract/errors.ts';
import type { Language } from '../../contract/function.ts';
import { createCompiler } from './create-compiler.ts';

const workspace = tmpdir();
const compiler = createCompiler({ workspace });
afterAll(() => compiler.dispose());

const file = 'functions/hello/index.ts';

async function load(code: string, language: Language = 'javascript') {
  const compiled = await compiler.compile({ file, code, language });
  return (await import(`data:text/javascript,${encodeURIComponent(compiled.code)}`)) as {
    default: unknown;
    __nexo: { handler?: (...args: unknown[]) => unknown; main?: (...args: unknown[]) => unknown };
  };
}

async function refusal(code: string, language: Language = 'javascript') {
  const error = await compiler.compile({ file, code, language }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NexoError)) throw new Error(`not refused: ${String(error)}`);
  const { line, column, field } = error.details;
  return { code: error.code, at: `${field}:${line}:${column}`, message: error.message };
}

describe('what a sandbox finds in the compiled module', () => {
  it.each([
    ['a plain function', 'function handler() { return 1 }'],
    ['an async function', 'async function handler() { return 1 }'],
    ['a constant', 'const handler = () => 1;'],
    ['an exported function', 'export function handler() { return 1 }'],
    ['an export under another name', 'const own = () => 1; export { own as handler }'],
    ['a text with an export in it', 'const text = `\nexport { a };\n`; function handler() { return text ? 1 : 0 }'],
    ['a comment without a line end', 'function handler() { return 1 } // the end'],
    ['a file with a byte order mark and CRLF', '\uFEFFfunction handler() {\r\n return 1 }\r\n'],
  ])('%s named handler', async (_, code) => {
    const module = await load(code);
    expect(await module.__nexo.handler?.()).toBe(1);
    expect(module.default).toBeUndefined();
  });

  it('finds main, default exports of both forms, and the result of top-level await', async () => {
    expect((await load('function main() { return 2 }')).__nexo.main?.()).toBe(2);
    expect((await load('export default function () { return 3 }')).default).toBeTypeOf('function');
    const module = await load('const n = await Promise.resolve(4); export default { fetch: () => n }');
    expect((module.default as { fetch(): number }).fetch()).toBe(4);
  });

  it('has neither when the source offers nothing', async () => {
    const module = await load('const x = 1; class handler_ {}');
    expect(module.__nexo).toEqual({ handler: undefined, main: undefined });
  });

  it('compiles TypeScript with enums, namespaces, parameter properties and decorators', async () => {
    const module = await load(
      `enum Kind { A = 7 }
       namespace N { export const b = 1 }
       class P { constructor(readonly c: number) {} }
       function twice(value: unknown, _: unknown) { return value }
       @twice class D { accessor d = 2 }
       interface handler { x: string }
       export async function main(): Promise<number> { return Kind.A + N.b + new P(3).c + new D().d }`,
      'typescript',
    );
    expect(await module.__nexo.main?.()).toBe(13);
    expect(module.__nexo.handler).toBeUndefined();
  });

  it('gives import.meta a url in the workspace', async () => {
    const module = await load('const handler = () => import.meta.url');
    expect(module.__nexo.handler?.()).toBe('file:///functions/hello/index.ts');
  });
});

describe('the source map', () => {
  it('leads to the own file, line and column, with the text exactly as it was', async () => {
    const code = 'const a: number = 1;\n\nexport function handler() {\n  throw new Error("é" + a);\n}\n';
    const compiled = await compiler.compile({ file, code, language: 'typescript' });
    const payload = JSON.parse(compiled.sourceMap) as SourceMapPayload;
    expect(payload.sources).toContain(file);
    expect(payload.sourcesContent?.[payload.sources.indexOf(file)]).toBe(code);
    const lines = compiled.code.split('\n');
    const line = lines.findIndex((text) => text.includes('new Error'));
    const entry = new SourceMap(payload).findEntry(line, lines[line]?.indexOf('new Error') ?? 0);
    expect(entry).toMatchObject({ originalSource: file, originalLine: 3, originalColumn: 8 });
  });
});

describe('code that does not parse', () => {
  it.each([
    ['function handler( {', 'code:1:20', 'end of file'],
    ['function handler() {\n', 'code:2:1', 'end of file'],
    ['const a = 1;\nconst é = ;', 'code:2:11', 'Unexpected ";"'],
    ['const s = "日本語" +* 1', 'code:1:18', 'Unexpected "*"'],
    ['const s = `abc', 'code:1:15', 'Unterminated string literal'],
    ['let x = 1\n/* open', 'code:2:8', '*/'],
    ['let a; let a;', 'code:1:12', 'already been declared'],
    ['function handler() {\n  return /(/;\n}', 'code:2:10', 'Invalid regular expression'],
    ['class A { #a; #a }', 'code:1:15', '#a'],
    ['if (1)', 'code:1:7', 'end of file'],
    ['const x: number = 1', 'code:1:8', 'Expected'],
    ['const __nexo = 1', 'code:1:7', 'reserved'],
    ['const x = 1; export { x as __nexo }', 'code:1:28', 'reserved'],
    ['return 1', 'code:1:1', 'return'],
  ])('%j is refused at %s', async (code, at, message) => {
    const error = await refusal(code);
    expect(error).toMatchObject({ code: 'SYNTAX_ERROR', at });
    expect(error.message).toContain(message);
  });

  it.each([
    ['import fs from "fs";', 'code:1:16', 'Cannot import "fs": it is a Node.js module'],
    ['1;\n  import("node:net")', 'code:2:10', 'Cannot import "node:net"'],
    ['try { require("/etc/passwd") } catch {}', 'code:1:15', 'Cannot import "/etc/passwd"'],
    ['import "./other.js"', 'code:1:8', 'there is no such file'],
    ['export * from "lodash"', 'code:1:15', 'there is no such package'],
    ['import x from "https://example.com/x.js"', 'code:1:15', 'not loaded from URLs'],
    ['import x from "data:text/javascript,1"', 'code:1:15', 'not loaded from URLs'],
    ['import x from "nexo:user"', 'code:1:15', 'not loaded from URLs'],
  ])('%j is refused at %s', async (code, at, message) => {
    const error = await refusal(code);
    expect(error).toMatchObject({ code: 'SYNTAX_ERROR', at });
    expect(error.message).toContain(message);
  });

  it('refuses a source that is too long', async () => {
    expect(await refusal(' '.repeat(2_000_001))).toMatchObject({ code: 'SYNTAX_ERROR', at: 'code:1:1' });
  });

  it('gives up on a compilation that takes too long', async () => {
    const impatient = createCompiler({ workspace, timeoutMs: 1 });
    const compiling = impatient.compile({ file, code: 'f();'.repeat(400_000), language: 'javascript' });
    await expect(compiling).rejects.toMatchObject({ code: 'SYNTAX_ERROR', message: expect.stringContaining('1 ms') });
    await impatient.dispose();
  });

  it.runIf(process.platform === 'linux')('ends its process when nothing is compiled, and starts it again', async () => {
    const pids = (): string => readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
    const resting = createCompiler({ workspace, idleMs: 1 });
    for (let round = 0; round < 2; round++) {
      const { code } = await resting.compile({ file, code: '1', language: 'javascript' });
      expect(code).toContain('__nexo');
      await vi.waitFor(() => expect(pids()).toBe(''), { timeout: 10_000 });
    }
    await resting.dispose();
  });

  it('refuses what is nested too deeply', async () => {
    for (const code of ['['.repeat(1_900_000), 'x = ' + '['.repeat(40_000) + ']'.repeat(40_000)]) {
      expect(await refusal(code)).toMatchObject({ at: 'code:1:1', message: 'The code is nested too deeply' });
    }
  });

  it('refuses what crashes the compile process, and finishes the neighbours', async () => {
    // In a process of its own: esbuild writes the stacks of all its threads to stderr.
    const program = `
      import { createCompiler } from ${JSON.stringify(import.meta.resolve('./create-compiler.ts'))};
      const compiler = createCompiler({ workspace: '.' });
      const compile = (code) => compiler.compile({ file: 'index.js', code, language: 'javascript' });
      const codes = ['1', '!'.repeat(1_900_000) + 1, '2'];
      const outcomes = await Promise.allSettled(codes.map(compile));
      await compile('3');
      await compiler.dispose();
      console.log(outcomes.map((outcome) => outcome.reason?.code ?? outcome.status).join());`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      maxBuffer: 10_000_000,
    });
    expect(stdout).toBe('fulfilled,SYNTAX_ERROR,fulfilled\n');
  });
});
