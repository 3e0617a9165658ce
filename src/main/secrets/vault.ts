import { canKeepOnDisk, type SecretsState } from '../../contract/shell.ts';
import type { StoredSecrets } from '../../rpc/engine-process.ts';
import { diskFs, type DiskFs } from '../../disk/disk-fs.ts';
import { failureReason } from '../../disk/failure-reason.ts';
import { createLiveValue, type LiveValue } from '../../kit/live-value.ts';
import type { Cipher } from './cipher.ts';
import { createPassphrase, type Passphrase } from './passphrase.ts';
import { readSecretFile, type SecretFile, secretFilePath, writeSecretFile } from './secret-file.ts';

/** The values of a workspace's secrets: read by the engine, never by the window. */
export interface Vault {
  /** What there is, without the values. */
  readonly state: Pick<LiveValue<SecretsState>, 'get' | 'watch'>;
  values(): StoredSecrets;
  /** Holds no values any more, and takes none, until `open`. */
  close(): void;
  /** Reads another workspace's secrets; may wait for a person to unlock the key store. What cannot be decrypted is listed as unreadable, and kept as it is. */
  open(workspace: string): Promise<void>;
  /** `disk`: encrypted, and on the disk when this resolves. `memory`: until the app ends. Rejects with NoKeyStoreError. */
  set(secret: { environment: string; name: string; value: string; keep: 'disk' | 'memory' }): Promise<void>;
  /** One secret, or all of an environment. */
  remove(environment: string, name?: string): Promise<void>;
  /** For where there is no key store. What it opens, or locks again, is in effect when this resolves. */
  readonly passphrase: Pick<Passphrase, 'choose' | 'unlock' | 'change' | 'forget'>;
}

/** There is no key store and no passphrase, and plain text is no place for a secret. */
export class NoKeyStoreError extends Error {}

const unread: Holding['status'] = { refusal: null, passphrase: 'none', damage: null };

type Values = Record<string, Record<string, string>>;

/** What there is of one workspace. A change goes on with the one it began with, whichever is open by then. */
interface Holding {
  readonly workspace: string;
  readonly file: string;
  status: Omit<SecretsState, 'held'>;
  sealed: SecretFile;
  fromDisk: Values;
  inMemory: Values;
}

/** Keeps files in `folder`; calls `changed` whenever `values` are others. */
export function createVault(
  folder: string,
  cipher: Cipher,
  changed: (values: StoredSecrets) => void,
  fs: DiskFs = diskFs,
): Vault {
  const state = createLiveValue<SecretsState>({ ...unread, held: [] });
  const passphrase = createPassphrase(folder, fs);
  const keys = { cipher, passphrase };
  let open: Holding | undefined;
  // One change at a time: each writes the whole file.
  let turn = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const result = turn.then(change);
    turn = result.catch(() => {});
    return result;
  };
  const change = async (make: (own: Holding) => Promise<void>): Promise<void> => {
    const own = open;
    if (own === undefined) throw new Error('No workspace is open yet. Try again.');
    await inTurn(() =>
      make(own).catch(async (error: unknown) => {
        // What could not be written whole may be on the disk all the same.
        if (!(error instanceof NoKeyStoreError)) await read(own, keys, fs);
        throw error;
      }),
    ).finally(() => tell(own));
  };

  const values = (): Values => {
    const { fromDisk, inMemory }: Pick<Holding, 'fromDisk' | 'inMemory'> = open ?? { fromDisk: {}, inMemory: {} };
    const names = new Set([...Object.keys(fromDisk), ...Object.keys(inMemory)]);
    return Object.fromEntries([...names].map((name) => [name, { ...fromDisk[name], ...inMemory[name] }]));
  };
  const tell = (own: Holding): void => {
    if (own !== open) return;
    state.set({ ...own.status, held: heldIn(own) });
    changed(values());
  };
  const rekey = (turnKey: () => Promise<void>): Promise<void> =>
    change(async (own) => {
      await turnKey();
      await read(own, keys, fs);
    });

  return {
    state,
    values,
    close() {
      open = undefined;
    },
    async open(workspace) {
      const file = secretFilePath(folder, workspace);
      const own: Holding = { workspace, file, status: unread, sealed: {}, fromDisk: {}, inMemory: {} };
      open = own;
      await inTurn(() => read(own, keys, fs));
      tell(own);
    },
    set: ({ environment, name, value, keep }) =>
      change(async (own) => {
        if (keep === 'memory') {
          own.inMemory = withEntry(own.inMemory, environment, name, value);
          return;
        }
        if (!canKeepOnDisk(own.status)) throw new NoKeyStoreError('This machine has no key store to keep a secret in.');
        const bytes = own.status.refusal === null ? await cipher.encrypt(value) : passphrase.seal(value);
        await write(fs, own, withEntry(own.sealed, environment, name, bytes.toString('base64')));
        own.fromDisk = withEntry(own.fromDisk, environment, name, value);
        own.inMemory = without(own.inMemory, environment, name);
      }),
    remove: (environment, name) =>
      change(async (own) => {
        if (own.sealed[environment] !== undefined) await write(fs, own, without(own.sealed, environment, name));
        own.fromDisk = without(own.fromDisk, environment, name);
        own.inMemory = without(own.inMemory, environment, name);
      }),
    passphrase: {
      choose: (text) => rekey(() => passphrase.choose(text)),
      unlock: (text) => rekey(() => passphrase.unlock(text)),
      change: (text, next) => rekey(() => passphrase.change(text, next)),
      forget: () => rekey(() => passphrase.forget()),
    },
  };
}

interface Keys {
  cipher: Cipher;
  passphrase: Passphrase;
}

async function read(own: Holding, keys: Keys, fs: DiskFs): Promise<void> {
  const refusal = await keys.cipher.refusal().catch(() => 'unavailable' as const);
  own.status = { refusal, passphrase: await keys.passphrase.state(), damage: null };
  try {
    own.sealed = await readSecretFile(fs, own.file);
    own.fromDisk = await unsealed(own.sealed, keys);
  } catch (error) {
    own.status.damage = error instanceof Error ? error.message : String(error);
  }
}

async function write(fs: DiskFs, own: Holding, next: SecretFile): Promise<void> {
  const { damage } = own.status;
  if (damage !== null) throw new Error(`${own.file} cannot be read: ${damage}. Mend or delete it.`);
  await writeSecretFile(fs, own.file, own.workspace, next).catch((error: unknown) => {
    throw new Error(`Could not save ${own.file}: ${failureReason(error)}.`, { cause: error });
  });
  own.sealed = next;
}

function withEntry(values: Values, environment: string, name: string, value: string): Values {
  return { ...values, [environment]: { ...values[environment], [name]: value } };
}

function without(values: Values, environment: string, name: string | undefined): Values {
  const { [environment]: of = {}, ...others } = values;
  const rest = Object.entries(of).filter(([other]) => name !== undefined && other !== name);
  return rest.length === 0 ? others : { ...others, [environment]: Object.fromEntries(rest) };
}

/** Values that can be decrypted; another user's, another machine's, or those of a locked passphrase, cannot. */
async function unsealed(sealed: SecretFile, { cipher, passphrase }: Keys): Promise<Values> {
  let values: Values = {};
  for (const [environment, secrets] of Object.entries(sealed)) {
    for (const [name, text] of Object.entries(secrets)) {
      const bytes = Buffer.from(text, 'base64');
      const unseal = async () => (passphrase.sealed(bytes) ? passphrase.unseal(bytes) : cipher.decrypt(bytes));
      const value = await unseal().catch(() => undefined);
      if (value !== undefined) values = withEntry(values, environment, name, value);
    }
  }
  return values;
}

function heldIn({ sealed, fromDisk, inMemory }: Holding): SecretsState['held'] {
  const onDisk = Object.entries(sealed).flatMap(([environment, secrets]) =>
    Object.keys(secrets)
      .filter((name) => inMemory[environment]?.[name] === undefined)
      .map((name) => ({
        environment,
        name,
        kept: fromDisk[environment]?.[name] === undefined ? ('unreadable' as const) : ('disk' as const),
      })),
  );
  const held = Object.entries(inMemory).flatMap(([environment, secrets]) =>
    Object.keys(secrets).map((name) => ({ environment, name, kept: 'memory' as const })),
  );
  return [...onDisk, ...held];
}
