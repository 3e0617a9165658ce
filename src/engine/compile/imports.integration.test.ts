import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { NexoError } from '../../contract/errors.ts';
import { createCompiler } from './create-compiler.ts';
import type { Compiled, Compiler } from './compiler.ts';

/** A workspace inside a larger project, as many are. */
let outer: string;
let compiler: Compiler;
const write = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(join(outer, 'workspace', file)), { recursive: true });
  await writeFile(join(outer, 'workspace', file), text);
};

beforeAll(async () => {
  outer = await realpath(await mkdtemp(join(tmpdir(), 'nexo-imports-')));
  const nodeModules = { events: 'export const once = 1; export default { once };', async_hooks: 'export default {};' };
  compiler = createCompiler({ workspace: join(outer, 'workspace'), nodeModules });
  await write('functions/f/help.ts', 'export const help: string = "help";');
  await write('functions/f/bad.ts', 'export const é = ;');
  await write('functions/f/early.ts', 'export const pattern = /(/;');
  await write('functions/f/data.bin', 'x');
  await write('functions/other/own.ts', 'export default 1;');
  await write('shared/thing.ts', 'export const thing = 1;');
  await write('lib/thing.ts', 'export const thing = 1;');
  await write('.nexo/token.txt', 'secret');
  await write('../outside.txt', 'outside');
  await write('../node_modules/above/index.js', 'export default "above";');
  await write('node_modules/inside/index.js', 'export default "inside";');
  await write('node_modules/needy/index.js', `import net from 'node:net';\nexport default net;`);
  await write('node_modules/careful/index.js', `let fs;\ntry { fs = require('fs') } catch {}\nmodule.exports = fs;`);
  await write('node_modules/climber/index.js', `export { default } from '../../../outside.txt';`);
  await write('node_modules/reader/index.js', `export { default } from '../../.nexo/token.txt';`);
  await symlink(join(outer, 'outside.txt'), join(outer, 'workspace/functions/f/link.txt'));
  await symlink(join(outer, 'node_modules/above'), join(outer, 'workspace/node_modules/linked'));
  await symlink('/dev/zero', join(outer, 'workspace/functions/f/endless.txt'));
}, 30_000);
afterAll(async () => {
  await compiler.dispose();
  await rm(outer, { recursive: true, force: true });
});

const compile = (code: string, file = 'functions/f/index.ts'): Promise<Compiled> =>
  compiler.compile({ file, code, language: 'typescript' });
async function refusal(code: string): Promise<NexoError> {
  const error = await compile(code).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NexoError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

describe('what a module is made of', () => {
  it('is told, with packages and modules of the engine, but without the entry', async () => {
    const { inputs } = await compile(
      `import { help } from './help'; import { thing } from 'shared/thing'; import 'inside'; import { once } from 'events';
       console.log(help, thing, once);`,
    );
    expect(inputs).toEqual(['functions/f/help.ts', 'node:events', 'node_modules/inside/index.js', 'shared/thing.ts']);
    expect((await compile('1')).inputs).toEqual([]);
  });

  it('can be compiled before its folder is there', async () => {
    const { inputs } = await compile(
      `import { thing } from '../../shared/thing'; import 'inside'; console.log(thing);`,
      'functions/new/index.ts',
    );
    expect(inputs).toEqual(['node_modules/inside/index.js', 'shared/thing.ts']);
  });

  it('leads its map to every file', async () => {
    const { sourceMap } = await compile(`import { help } from './help'; console.log(help);`);
    const { sources, sourcesContent } = JSON.parse(sourceMap) as { sources: string[]; sourcesContent: string[] };
    expect(sources).toEqual(['functions/f/help.ts', 'functions/f/index.ts', 'nexo:start']);
    expect(sourcesContent[0]).toBe('export const help: string = "help";');
  });
});

describe('an import that is refused', () => {
  it.each([
    ['a folder above', '../../../outside.txt', 'it is outside of the workspace'],
    ['a link out', './link.txt', 'it is outside of the workspace'],
    ['a link to a device', './endless.txt', 'it is outside of the workspace'],
    ['a linked package out', 'linked', 'it is outside of the workspace'],
    ['a package above the workspace', 'above', 'it is outside of the workspace'],
    ['state of the workspace', '../../.nexo/token.txt', 'it is outside of functions/f'],
    ['another function', '../other/own', 'put what both need into "shared/"'],
    ['another folder', '../../lib/thing', 'put what functions share into "shared/"'],
    ['what is not there', './nowhere', 'Cannot import "./nowhere": there is no such file'],
    ['a shared module that is not there', 'shared/nowhere', "in the workspace's shared folder"],
    ['a package that is not there', '@scope/none/sub', 'npm install @scope/none'],
    ["a module of Node's", 'node:fs', 'only node:async_hooks, node:events exist here'],
    ["a made-up module of Node's", 'node:nothing', 'it is a Node.js module'],
    ['a file of another kind', './data.bin', "add { with: { type: 'text' } }"],
  ])('for %s', async (_, specifier, reason) => {
    const error = await refusal(`1;\nimport x from '${specifier}'; console.log(x);`);
    expect(error).toMatchObject({ code: 'SYNTAX_ERROR', details: { field: 'code', line: 2, column: 15 } });
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain(outer);
  });

  it('names what a module does not have', async () => {
    const error = await refusal(`import { once, twice } from 'node:events'; console.log(once, twice);`);
    expect(error.message).toBe('"node:events" has no "twice" in a function');
    expect(error.details).toMatchObject({ line: 1, column: 16 });
  });

  it('names the file where that is not the entry', async () => {
    const error = await refusal(`import { é } from './bad'; console.log(é);`);
    const place = { file: 'functions/f/bad.ts', line: 1, column: 18 };
    expect(error.details).toEqual({ field: 'code', ...place });
    expect(error.message).toBe('functions/f/bad.ts:1:18: Unexpected ";"');
    expect((await refusal(`import { pattern } from './early'; console.log(pattern);`)).details).toMatchObject({
      file: 'functions/f/early.ts',
      line: 1,
    });
  });

  it('names the package that needs what there is not', async () => {
    const error = await refusal(`import needy from 'needy'; console.log(needy);`);
    expect(error.message).toContain('The package "needy" imports "node:net": it is a Node.js module');
    expect(error.details.file).toBe('node_modules/needy/index.js');
  });

  it('for packages as for functions', async () => {
    for (const name of ['climber', 'reader']) {
      expect((await refusal(`import x from '${name}'; console.log(x);`)).details.file).toBe(
        `node_modules/${name}/index.js`,
      );
    }
  });

  it('says what JSX needs', async () => {
    const compiling = compiler.compile({
      file: 'functions/f/index.tsx',
      code: 'console.log(<a />)',
      language: 'typescript',
    });
    await expect(compiling).rejects.toMatchObject({ message: expect.stringContaining('install one: react') });
  });
});

it('a package may try for what there is not', async () => {
  const { code } = await compile(`import careful from 'careful'; console.log(careful);`);
  expect(code).toContain('Dynamic require of');
});

it('builds awaits as calls only for functions that follow contexts', async () => {
  const code = `export default async () => { await 1; }`;
  expect((await compile(code)).code).toContain('await 1');
  expect((await compile(`import 'node:async_hooks'; ${code}`)).code).not.toContain('await 1');
  expect((await compile(code)).code).toContain('await 1');
});
