import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Crypto from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Cipher } from './cipher.ts';
import { testCipher } from './testing/test-cipher.ts';
import { WrongPassphraseError } from './passphrase.ts';
import { createVault } from './vault.ts';

vi.mock('electron', () => ({ safeStorage: {} }));
/** A guess costs a second of CPU time, which is not what is tested here; the journey of the settings pays it. */
const derive = vi.hoisted(() => vi.fn());
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>();
  derive.mockImplementation((...[text, salt, length, cost, done]: Parameters<typeof crypto.scrypt>) =>
    crypto.scrypt(text, salt, length, { ...cost, N: 1_024 }, done),
  );
  return { ...crypto, scrypt: derive };
});

let folder = '';
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'nexo-vault-')), 'secrets');
});
afterEach(() => rm(path.dirname(folder), { recursive: true }));

const open = async (used: Cipher = testCipher, workspace = '/w') => {
  const changed = vi.fn();
  const vault = createVault(folder, used, changed);
  await vault.open(workspace);
  return { vault, changed };
};
const secret = { environment: 'dev', name: 'KEY', value: 'plain canary', keep: 'disk' as const };
const onlyFile = async () =>
  path.join(
    folder,
    (await readdir(folder)).find((name) => name.endsWith('.json'))!,
  );

it('keeps values encrypted, in a file of its own that only its owner can read', async () => {
  const { vault, changed } = await open();
  await vault.set(secret);
  expect(changed).toHaveBeenLastCalledWith({ dev: { KEY: 'plain canary' } });
  const file = await onlyFile();
  expect(await readFile(file, 'utf8')).not.toContain('canary');
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);

  const { vault: again } = await open();
  expect(again.values()).toEqual({ dev: { KEY: 'plain canary' } });
  expect(again.state.get().held).toEqual([{ environment: 'dev', name: 'KEY', kept: 'disk' }]);
  expect((await open(testCipher, '/other')).vault.values()).toEqual({});
  await again.remove('dev', 'KEY');
  expect((await open()).vault.values()).toEqual({});
});

it('refuses to keep plain text, and keeps in memory what a person asks it to', async () => {
  const { vault } = await open({ ...testCipher, refusal: async () => 'plain-text' });
  expect(vault.state.get().refusal).toBe('plain-text');
  await expect(vault.set(secret)).rejects.toThrow('no key store');
  await vault.set({ ...secret, keep: 'memory' });
  expect(vault.values()).toEqual({ dev: { KEY: 'plain canary' } });
  expect(vault.state.get().held).toEqual([{ environment: 'dev', name: 'KEY', kept: 'memory' }]);
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});

it('lists what it cannot decrypt and leaves it where it is', async () => {
  const { vault } = await open();
  await vault.set(secret);
  const locked = await open({ ...testCipher, decrypt: () => Promise.reject(new Error('locked')) });
  expect(locked.vault.values()).toEqual({});
  expect(locked.vault.state.get().held).toEqual([{ environment: 'dev', name: 'KEY', kept: 'unreadable' }]);
  await locked.vault.set({ ...secret, name: 'OTHER' });
  expect((await open()).vault.values()).toEqual({ dev: { KEY: 'plain canary', OTHER: 'plain canary' } });
});

it('never writes over a damaged file', async () => {
  const { vault } = await open();
  await vault.set(secret);
  const file = await onlyFile();
  await writeFile(file, '{ "workspace"');
  const { vault: damaged } = await open();
  expect(damaged.state.get().damage).toMatch(/JSON/);
  await expect(damaged.set(secret)).rejects.toThrow('Mend or delete it');
  expect(await readFile(file, 'utf8')).toBe('{ "workspace"');
});

it('removes all of an environment', async () => {
  const { vault } = await open();
  await vault.set(secret);
  await vault.set({ ...secret, environment: 'prod' });
  await vault.set({ ...secret, name: 'TWO', keep: 'memory' });
  await vault.remove('dev');
  expect(vault.values()).toEqual({ prod: { KEY: 'plain canary' } });
});

it('tells nobody what it reads of a workspace that was closed meanwhile', async () => {
  await (await open()).vault.set(secret);
  const unlocked = Promise.withResolvers<void>();
  const changed = vi.fn();
  const vault = createVault(folder, { ...testCipher, refusal: () => unlocked.promise.then(() => null) }, changed);
  const first = vault.open('/w');
  vault.close();
  const second = vault.open('/other');
  unlocked.resolve();
  await Promise.all([first, second]);
  expect(changed.mock.calls).toEqual([[{}]]);
  expect(vault.values()).toEqual({});
});

it('takes no secret between two workspaces, and loses none', async () => {
  const { vault } = await open();
  await vault.set(secret);
  const setting = vault.set({ ...secret, name: 'TWO' });
  vault.close();
  await setting;
  await expect(vault.set({ ...secret, name: 'THREE' })).rejects.toThrow('Try again');
  expect(vault.values()).toEqual({});
  expect((await open()).vault.values()).toEqual({ dev: { KEY: 'plain canary', TWO: 'plain canary' } });
});

describe('with a passphrase', () => {
  const noStore: Cipher = { ...testCipher, refusal: async () => 'plain-text' };
  const text = 'correct horse é';

  it('keeps values encrypted without a key store, and opens them once it is given', async () => {
    const { vault } = await open(noStore);
    await vault.passphrase.choose(text);
    expect(derive.mock.lastCall?.[3]).toMatchObject({ N: 2 ** 17, r: 8, p: 1 });
    await vault.set(secret);
    expect(vault.state.get().held).toEqual([{ environment: 'dev', name: 'KEY', kept: 'disk' }]);
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.json')) continue;
      const written = await readFile(path.join(folder, name), 'utf8');
      for (const plain of [secret.value, text]) {
        expect(written).not.toContain(plain);
        expect(written).not.toContain(Buffer.from(plain).toString('base64'));
      }
    }

    const { vault: next, changed } = await open(noStore);
    expect(next.state.get()).toMatchObject({ passphrase: 'locked', held: [{ name: 'KEY', kept: 'unreadable' }] });
    await expect(next.set(secret)).rejects.toThrow('no key store');
    await expect(next.passphrase.choose('another one')).rejects.toThrow('already');
    await expect(next.passphrase.unlock('correct horse')).rejects.toBeInstanceOf(WrongPassphraseError);
    expect(next.values()).toEqual({});
    await next.passphrase.unlock(text.normalize('NFD'));
    expect(next.state.get().passphrase).toBe('open');
    expect(changed).toHaveBeenLastCalledWith({ dev: { KEY: 'plain canary' } });
    await next.open('/other');
    await next.open('/w');
    expect(next.values()).toEqual({ dev: { KEY: 'plain canary' } });

    // A key store that comes later takes over for what is set from then on.
    const { vault: later } = await open();
    await later.set({ ...secret, name: 'TWO' });
    expect(later.values()).toEqual({ dev: { TWO: 'plain canary' } });
    await next.open('/w');
    expect(next.values()).toEqual({ dev: { KEY: 'plain canary', TWO: 'plain canary' } });
  });

  it('is changed for another, which alone opens what was kept before', async () => {
    const { vault } = await open(noStore);
    await vault.passphrase.choose(text);
    await vault.set(secret);
    const file = path.join(folder, 'passphrase.json');
    const before = await readFile(file, 'utf8');
    await expect(vault.passphrase.change('another one', 'the next one')).rejects.toBeInstanceOf(WrongPassphraseError);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(vault.values()).toEqual({ dev: { KEY: 'plain canary' } });

    // Also where it is locked: who changes it has given it.
    const { vault: locked } = await open(noStore);
    await locked.passphrase.change(text, 'the next one');
    expect(locked.state.get().passphrase).toBe('open');
    expect(locked.values()).toEqual({ dev: { KEY: 'plain canary' } });
    const { vault: next } = await open(noStore);
    await expect(next.passphrase.unlock(text)).rejects.toBeInstanceOf(WrongPassphraseError);
    await next.passphrase.unlock('the next one');
    expect(next.values()).toEqual({ dev: { KEY: 'plain canary' } });
  });

  it('a forgotten one makes way for another, and what was damaged is left as it is', async () => {
    const { vault } = await open(noStore);
    await vault.passphrase.choose(text);
    await vault.set(secret);
    const file = path.join(folder, 'passphrase.json');
    await writeFile(file, '{ "version": 1');
    const { vault: next } = await open(noStore);
    await expect(next.passphrase.unlock(text)).rejects.toThrow('cannot be read');
    await next.passphrase.forget();
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe('{ "version": 1');
    expect(next.state.get()).toMatchObject({ passphrase: 'none', held: [{ name: 'KEY', kept: 'unreadable' }] });
    await next.passphrase.choose('the next one');
    expect(next.state.get().held).toEqual([{ environment: 'dev', name: 'KEY', kept: 'unreadable' }]);
    await next.set({ ...secret, value: 'new' });
    expect(next.values()).toEqual({ dev: { KEY: 'new' } });
  });
});
