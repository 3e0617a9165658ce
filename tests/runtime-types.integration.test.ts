import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';

import ts from 'typescript';
import { expect, test } from 'vitest';

import { createTestIsolate } from '../src/guest/web/testing/run-in-isolate.ts';
import { envDeclaration } from '../src/renderer/editor/env-types.ts';

/** The global names a declaration file gives to code: variables, functions, classes. */
function declaredGlobals(source: string): string[] {
  const file = ts.createSourceFile('web.d.ts', source, ts.ScriptTarget.ESNext);
  const names = file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name);
    return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ? [statement.name] : [];
  });
  return [...new Set(names.map((name) => name && 'text' in name && name.text))].filter(Boolean).map(String).toSorted();
}

test('the editor promises exactly the globals an isolate has', async () => {
  const declared = declaredGlobals(
    await readFile(new URL('../resources/runtime-types/web.d.ts', import.meta.url), 'utf8'),
  );
  const isolate = await createTestIsolate();
  try {
    // What V8 itself has, and what the test's own entry adds.
    const bare = new Set([
      ...(runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]),
      '__setBaseUrl',
      '__isHost',
      '__describeValues',
    ]);
    const present = await isolate.run<string[]>('return Object.getOwnPropertyNames(globalThis);');
    const platform = present.filter((name) => !bare.has(name)).toSorted();
    expect(declared.filter((name) => !present.includes(name))).toEqual([]);
    expect(platform.filter((name) => !declared.includes(name))).toEqual([]);
  } finally {
    isolate.dispose();
  }
});

/** The messages of TypeScript for a function's code beside the runtime types, with the editor's options. */
function messagesFor(code: string): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ['lib.esnext.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
  };
  const sources: Record<string, string> = {
    '/index.ts': code,
    '/env.d.ts': envDeclaration({ variables: { TOKEN: '' }, secrets: [], bindings: { ORDERS: {} } }, new Map()),
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name in sources || fileExists.call(host, name);
  host.getSourceFile = (name, target) => {
    const source = sources[name];
    return source === undefined
      ? getSourceFile.call(host, name, target)
      : ts.createSourceFile(name, source, target, true);
  };
  const types = ['web.d.ts', 'function-api.d.ts', 'modules.d.ts'].map((name) =>
    fileURLToPath(new URL(`../resources/runtime-types/${name}`, import.meta.url)),
  );
  const program = ts.createProgram([...types, ...Object.keys(sources)], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test('the function API and the web platform are known', () => {
  const code = `
    import { createHash } from 'node:crypto';
    import path from 'path';
    console.log(createHash('sha256'), path.join('a', 'b'));
    export function handler(request: HandlerRequest, { env, params, waitUntil }: HandlerContext) {
      const url = new URL(request.url);
      waitUntil(fetch('https://example.com', { signal: AbortSignal.timeout(100) }));
      console.log(env.TOKEN.length, env.get('TOKEN').length, env.get('OTHER')?.length, params['id'], request.query);
      setTimeout(() => queueMicrotask(() => undefined), 10);
      return new Response(request.body, { status: 201, headers: [['set-cookie', crypto.randomUUID()]] });
    }
    export default {
      async fetch(request, env, ctx) {
        const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
        ctx.waitUntil(request.body?.pipeTo(writable) ?? Promise.resolve());
        await env.ORDERS.fetch('/orders/1');
        const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(env.TOKEN));
        return digest.byteLength > 0 ? new Response(readable) : Response.json(await request.json());
      },
    } satisfies FunctionModule;
  `;
  expect(messagesFor(code)).toEqual([]);
});

test.each([
  ["import fs from 'fs';\nfs;", 'fs'],
  ["import { readFile } from 'node:fs/promises';\nreadFile;", 'node:fs/promises'],
  ['document.title;', 'document'],
  ['window.open();', 'window'],
  ['process.exit();', 'process'],
  ["require('x');", 'require'],
  ["Buffer.from('x');", 'Buffer'],
  ["localStorage.getItem('x');", 'localStorage'],
  ['setImmediate(() => {});', 'setImmediate'],
  ['export default { fetch: (_: Request, env: Env) => env.TYPO };', 'TYPO'],
])('%s is underlined', (code, name) => {
  expect(messagesFor(code).join()).toContain(`'${name}'`);
});
