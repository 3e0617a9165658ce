import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { errors } from './cases/errors.ts';
import { forms } from './cases/forms.ts';
import { packages } from './cases/packages.ts';
import { platform } from './cases/platform.ts';
import { responses } from './cases/responses.ts';
import type { ParityCase } from './parity-case.ts';

export const parityCases: readonly ParityCase[] = [...forms, ...responses, ...errors, ...platform, ...packages];

const installed = [
  'hono',
  'zod',
  'jose',
  'itty-router',
  'preact',
  'preact-render-to-string',
  'nanoid',
  'date-fns',
  'lodash-es',
];

/** A workspace folder with all functions in it. */
export async function makeParityWorkspace(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'nexo-parity-'));
  await Promise.all(
    installed.map((name) =>
      cp(resolve('node_modules', name), join(folder, 'node_modules', name), {
        recursive: true,
        filter: (path) => !/\.(map|d\.[cm]?ts|md)$/.test(path),
      }),
    ),
  );
  await mkdir(join(folder, 'shared'), { recursive: true });
  await writeFile(join(folder, 'shared/double.ts'), 'export const double = (n: number): number => n * 2;\n');
  for (const { id, code, requests: _, language = 'javascript', route = `/${id}`, ...settings } of parityCases) {
    const own = join(folder, 'functions', id);
    await mkdir(own, { recursive: true });
    const limits = { cpuMs: 500, ...settings.limits };
    await writeFile(join(own, 'function.json'), JSON.stringify({ route, language, ...settings, limits }));
    await writeFile(join(own, language === 'typescript' ? 'index.ts' : 'index.js'), code);
  }
  await writeFile(join(folder, 'functions/shared-module/note.txt'), 'a note\n');
  await writeFile(join(folder, 'functions/shared-module/data.json'), '{"a":[1]}');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
