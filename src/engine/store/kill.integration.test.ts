import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

import { temporaryWorkspace } from './testing/temporary-workspace.ts';

const program = fileURLToPath(import.meta.resolve('./testing/write-forever.ts'));
const kills = Number(process.env['NEXO_KILLS'] ?? 50);

/** Lets the writer go on for a random moment, kills it, and returns the last generation it was sure of. */
async function writeAndDie(folder: string): Promise<number> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child.stdout, 'data');
  const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * 120);
  await once(child, 'close');
  clearTimeout(timer);
  expect(child.signalCode).toBe('SIGKILL');
  const acknowledged = [...output.matchAll(/^acknowledged (\d+)\b.*\n/gm)];
  return Number(acknowledged.at(-1)?.[1]);
}

it(`loses nothing acknowledged in ${kills} kills at random moments`, { timeout: kills * 2_000 }, async () => {
  const workspace = await temporaryWorkspace();
  for (let kill = 0; kill < kills; kill++) {
    const acknowledged = await writeAndDie(workspace.folder);
    const store = await workspace.open();
    const found = store.get('steady');
    const generation = Number(found?.env['GENERATION']);
    expect(generation).toBeGreaterThanOrEqual(acknowledged);
    expect(generation).toBeLessThanOrEqual(acknowledged + 1);
    // The source belongs to the settings beside it.
    expect(found?.code.split('\n')[0]).toBe(`${generation}`);
    expect(found?.language).toBe(generation > 0 && generation % 3 === 0 ? 'typescript' : 'javascript');
    expect(store.list().filter((one) => one.damage)).toEqual([]);
    expect(await readdir(workspace.path('.nexo/tmp'))).toEqual([]);
    expect(await readdir(workspace.path('functions/steady'))).toHaveLength(2);
    await store.dispose();
  }
});
