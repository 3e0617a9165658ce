import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';

import { z } from 'zod';

import type { PassphraseState } from '../../contract/shell.ts';
import { copyAside } from '../../disk/copy-aside.ts';
import type { DiskFs } from '../../disk/disk-fs.ts';
import { openDurableFolder } from '../../disk/open-durable-folder.ts';
import { readText } from '../../disk/read-text.ts';

/** Encrypts with a key that only a passphrase opens, where the system keeps none. The passphrase is nowhere kept. */
export interface Passphrase {
  state(): Promise<PassphraseState>;
  /** Makes a key for this passphrase and opens it. Rejects when there is one: its values would be lost. */
  choose(passphrase: string): Promise<void>;
  /** Opens the key until the app ends. Rejects with WrongPassphraseError. */
  unlock(passphrase: string): Promise<void>;
  /**
   * Another passphrase opens the key from now on; values stay as they are sealed. The key is opened as by `unlock`, and
   * rejects so. A crash leaves the old one or the new.
   */
  change(passphrase: string, next: string): Promise<void>;
  /** Gives up a passphrase that is forgotten. Its file stays beside itself as `.damaged`. */
  forget(): Promise<void>;
  /** Whether `seal` made these bytes, with whichever key. */
  sealed(bytes: Buffer): boolean;
  seal(text: string): Buffer;
  /** Throws when the key is locked, or another one sealed it. */
  unseal(bytes: Buffer): string;
}

export class WrongPassphraseError extends Error {}

const fileSchema = z.object({
  /** Of scrypt's cost and of the cipher: N = 2^17, r = 8, p = 1, AES-256-GCM. */
  version: z.literal(1),
  salt: z.base64(),
  /** The key of the values, encrypted with the one derived from the passphrase. */
  key: z.base64(),
});
/** 128 MB for each guess; Node allows 32 unless told. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };
/** Neither Chromium's nor Windows' own bytes begin like this. */
const mark = Buffer.from('NXP1');
const [nonceLength, tagLength] = [12, 16];

/** Keeps the locked key in `folder`. */
export function createPassphrase(folder: string, fs: DiskFs): Passphrase {
  const file = path.join(folder, 'passphrase.json');
  let key: Buffer | undefined;

  const open = (): Buffer => {
    if (key === undefined) throw new Error('The passphrase has not been given yet.');
    return key;
  };
  const keep = async (passphrase: string, opened: Buffer): Promise<void> => {
    const salt = randomBytes(16);
    const locked = encrypt(await derive(passphrase, salt), opened);
    const text = JSON.stringify({ version: 1, salt: salt.toString('base64'), key: locked.toString('base64') });
    await (await openDurableFolder(fs, folder)).write(file, `${text}\n`, 0o600);
  };
  const unlock = async (passphrase: string): Promise<Buffer> => {
    const { salt, key: locked } = await readKey(fs, file);
    const derived = await derive(passphrase, Buffer.from(salt, 'base64'));
    try {
      return decrypt(derived, Buffer.from(locked, 'base64'));
    } catch (cause) {
      throw new WrongPassphraseError('This is not the passphrase.', { cause });
    }
  };
  return {
    async state() {
      if (key !== undefined) return 'open';
      const isThere = await fs.stat(file).then(
        () => true,
        () => false,
      );
      return isThere ? 'locked' : 'none';
    },
    async choose(passphrase) {
      if ((await readText(fs, file)) !== null) throw new Error('There is a passphrase already.');
      const next = randomBytes(32);
      await keep(passphrase, next);
      key = next;
    },
    async unlock(passphrase) {
      key = await unlock(passphrase);
    },
    async change(passphrase, next) {
      key = await unlock(passphrase);
      await keep(next, key);
    },
    async forget() {
      key = undefined;
      await copyAside(fs, file);
      await fs.unlink(file);
    },
    sealed: (bytes) => bytes.subarray(0, mark.length).equals(mark),
    seal: (text) => Buffer.concat([mark, encrypt(open(), Buffer.from(text))]),
    unseal: (bytes) => decrypt(open(), bytes.subarray(mark.length)).toString(),
  };
}

async function readKey(fs: DiskFs, file: string): Promise<z.infer<typeof fileSchema>> {
  const found = await readText(fs, file);
  if (found === null) throw new Error('There is no passphrase yet.');
  try {
    return fileSchema.parse(JSON.parse(found.text));
  } catch (cause) {
    throw new Error(`${file} cannot be read. Put a copy of it in its place, or give the passphrase up.`, { cause });
  }
}

/** The same letters give the same key, however the keyboard made them. */
function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return promisify<string, Buffer, number, typeof cost, Buffer>(scrypt)(passphrase.normalize('NFKC'), salt, 32, cost);
}

function encrypt(key: Buffer, bytes: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

function decrypt(key: Buffer, bytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), { authTagLength: tagLength });
  decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]);
}
