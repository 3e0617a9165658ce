import ts from 'typescript';
import { describe, expect, test } from 'vitest';

import { typedHandlersRegistry } from './type-handlers.ts';

const runtime = `
interface HandlerRequest { url: string; json(): any }
interface FunctionEnvs {
  [id: string]: object;
  'shown': { TOKEN: string };
  'functions/hello': { TOKEN: string; HELLO: string };
}
type Env<Id extends keyof FunctionEnvs = 'shown'> = FunctionEnvs[Id];
interface HandlerContext<Id extends keyof FunctionEnvs = 'shown'> { env: Env<Id> }
interface Request { url: string; json(): Promise<any> }
interface ExecutionContext { waitUntil(promise: Promise<unknown>): void }
`;

/** A language service over one source, as the editor's worker makes it. */
function service(source: string, name = 'index.js') {
  const fileName = `file:///functions/hello/${name}`;
  const files: Record<string, string> = { [fileName]: source, 'file:///nexo/api.d.ts': runtime };
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    lib: [],
    noLib: true,
    allowJs: true,
    checkJs: true,
    strict: true,
    moduleDetection: ts.ModuleDetectionKind.Force,
  };
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => Object.keys(files),
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) => (file in files ? ts.ScriptSnapshot.fromString(files[file] ?? '') : undefined),
    getCurrentDirectory: () => '',
    getDefaultLibFileName: () => 'lib.d.ts',
    fileExists: (file) => file in files,
    readFile: (file) => files[file],
  };
  const language = ts.createLanguageService(host, typedHandlersRegistry(ts, 'file:///functions/'));
  return {
    typeAt(marker: string): string {
      const info = language.getQuickInfoAtPosition(fileName, source.indexOf(marker));
      return ts.displayPartsToString(info?.displayParts);
    },
    completionsAfter(marker: string): string[] {
      const at = source.indexOf(marker) + marker.length;
      return language.getCompletionsAtPosition(fileName, at, {})?.entries.map((entry) => entry.name) ?? [];
    },
    errors: () =>
      [...language.getSyntacticDiagnostics(fileName), ...language.getSemanticDiagnostics(fileName)]
        .filter((each) => each.length !== 0)
        .map((each) => ts.flattenDiagnosticMessageText(each.messageText, ' ')),
  };
}

describe('completions in plain JavaScript', () => {
  test.each([
    ['function handler(request, { env }) { request. }', 'url'],
    ['async function main(request) { return request. }', 'json'],
    ['export const handler = async (request) => request. ;', 'json'],
    ['export default function (request) { request. }', 'url'],
    ['export default { async fetch(request, env, ctx) { request. } };', 'json'],
    ['export default { fetch: (request) => request. };', 'json'],
  ])('%s', (source, expected) => {
    expect(service(source).completionsAfter('request. '.trimEnd())).toContain(expected);
  });

  test('env and ctx are known too', () => {
    const source = 'export default { fetch(request, env, ctx) { env.; ctx.; } };';
    expect(service(source).completionsAfter('env.')).toContain('TOKEN');
    expect(service(source).completionsAfter('ctx.')).toContain('waitUntil');
    expect(service('function handler(request, { env }) { env.; }').completionsAfter('env.')).toContain('TOKEN');
  });
});

test('what the person wrote is left alone', () => {
  const own = service('function handler(request: string) { return request; }', 'index.ts');
  expect(own.typeAt('request')).toBe('(parameter) request: string');
  const documented = service('/** @param {number} request */\nfunction handler(request) { return request; }');
  expect(documented.typeAt('request)')).toBe('(parameter) request: number');
});

test('functions inside and other names stay untyped', () => {
  expect(service('function other(request) {}').typeAt('request')).toBe('(parameter) request: any');
  expect(service('function f() { function handler(request) {} }').typeAt('request')).toBe('(parameter) request: any');
});

test('TypeScript needs no annotations, and mistakes are found', () => {
  const source = 'export default { fetch(request, env) { return env.NOPE + request.url; } };';
  expect(service(source, 'index.ts').errors().join()).toContain("Property 'NOPE' does not exist");
});

describe('what is in env', () => {
  const declared = 'export default { fetch(request: Request, env: Env) { return env.HELLO + env.NOPE; } };';

  test("is the file's own function's, whoever wrote the type", () => {
    const inferred = 'function handler(request, { env }) { return env.HELLO + env.NOPE; }';
    for (const errors of [service(inferred).errors(), service(declared, 'index.ts').errors()]) {
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain("Property 'NOPE' does not exist");
    }
  });

  test("is the person's where the file has a type of that name", () => {
    const own = `interface Env { NOPE: string; HELLO: string }\n${declared}`;
    expect(service(own, 'index.ts').errors()).toEqual([]);
  });
});
