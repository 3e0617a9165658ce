/**
 * A changed passphrase is the old one or the new, whichever file call goes wrong meanwhile.
 * @module-tag g8
 */
import type * as Crypto from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it, vi } from 'vitest';

import { createFailingFs } from '../../src/engine/store/testing/failing-fs.ts';
import { createVolatileFs } from '../../src/engine/store/testing/volatile-fs.ts';
import { diskFs } from '../../src/disk/disk-fs.ts';
import { createPassphrase } from '../../src/main/secrets/passphrase.ts';
import { countCases } from './case-count.ts';
import { memoryFolder } from './support/memory-folder.ts';

// A guess costs a second of CPU time on purpose; what is tested here are the files.
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>();
  const scrypt = (...[text, salt, length, cost, done]: Parameters<typeof crypto.scrypt>) =>
    crypto.scrypt(text, salt, length, { ...cost, N: 1_024 }, done);
  return { ...crypto, scrypt };
});

const [old, next] = ['the old passphrase', 'the next passphrase'];

/** Which of the two opens what was sealed before. */
async function opening(folder: string, sealed: Buffer): Promise<string[]> {
  const found: string[] = [];
  for (const text of [old, next]) {
    const passphrase = createPassphrase(folder, diskFs);
    const opened = await passphrase.unlock(text).then(
      () => passphrase.unseal(sealed),
      () => null,
    );
    if (opened === 'canary') found.push(text);
  }
  return found;
}

it('a passphrase that is being changed is the old one or the new', { timeout: 120_000 }, async (context) => {
  const { folder, remove } = await memoryFolder();
  let passed = 0;
  try {
    const template = join(folder, 'template');
    const first = createPassphrase(template, diskFs);
    await first.choose(old);
    const sealed = first.seal('canary');
    const fresh = async (name: string): Promise<string> => {
      await cp(template, join(folder, name), { recursive: true });
      return join(folder, name);
    };

    const counting = createFailingFs();
    counting.failAt(Infinity);
    const calm = await fresh('calm');
    await createPassphrase(calm, counting).change(old, next);
    expect(await opening(calm, sealed)).toEqual([next]);

    for (const [at, call] of [...counting.calls].entries()) {
      for (const power of [null, 'nothing', 'names'] as const) {
        const copy = await fresh(`case-${at}-${power}`);
        const volatile = createVolatileFs();
        const fs = createFailingFs(volatile);
        fs.failAt(at, { code: power === null ? 'ENOSPC' : 'EIO', forever: power !== null });
        const passphrase = createPassphrase(copy, fs);
        const failure = await passphrase.change(old, next).then(
          () => null,
          (error: unknown) => error,
        );
        if (power !== null) await volatile.cutPower(copy, power);
        const where = `call ${at}, ${call}, power ${power}`;
        const opened = await opening(copy, sealed);
        expect(opened, where).toHaveLength(1);
        if (failure === null) expect(opened, where).toEqual([next]);
        passed++;
      }
    }
  } finally {
    await remove();
  }
  countCases(context, { passed, failed: 0 });
});
