import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

import { sandboxArguments, sandboxEnvironment } from './sandbox-command.ts';

const entry = fileURLToPath(new URL('../../../out/engine/sandbox.js', import.meta.url));

it('grants a sandbox its own folder and its native module, and nothing else', () => {
  const args = sandboxArguments(entry);
  expect(args).toContain('--permission');
  expect(args.at(-1)).toBe(entry);
  const allowed = args.filter((arg) => arg.startsWith('--allow-'));
  const folders = allowed.filter((arg) => arg.startsWith('--allow-fs-read=')).map((arg) => arg.split('=')[1] ?? '');
  expect(allowed).toHaveLength(folders.length + 1);
  expect(allowed).toContain('--allow-addons');
  expect(folders).toContain(dirname(entry));
  for (const folder of folders) {
    expect(existsSync(folder)).toBe(true);
    expect(folder).toMatch(/(out.engine|isolated-vm|node-gyp-build)$/);
  }
});

it('gives a sandbox no environment but the C library on Linux', () => {
  expect(Object.keys(sandboxEnvironment('linux'))).toEqual(['LIBC']);
  expect(sandboxEnvironment('darwin')).toEqual({});
});
