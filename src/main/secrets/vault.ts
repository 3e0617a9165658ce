import type { SecretsState } from '../../contract/shell.ts';
import type { StoredSecrets } from '../../rpc/engine-process.ts';
import { diskFs, type DiskFs } from '../../disk/disk-fs.ts';
import { failureReason } from '../../disk/failure-reason.ts';
import { createLiveValue, type LiveValue } from '../../kit/live-value.ts';
import type { Cipher } from './cipher.ts';
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
}

/** There is no key store, and plain text is no place for a secret. */
export class NoKeyStoreError extends Error {}

type Values = Record<string, Record<string, string>>;

/** What there is of one workspace. A change goes on with the one it began with, whichever is open by then. */
interface Holding {
  readonly workspace: string;
  readonly file: string;
  refusal: SecretsState['refusal'];
  damage: string | null;
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
  const state = createLiveValue<SecretsState>({ refusal: null, damage: null, held: [] });
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
        if (own.refusal === null) await read(own, cipher, fs);
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
    state.set({ refusal: own.refusal, damage: own.damage, held: heldIn(own) });
    changed(values());
  };

  return {
    state,
    values,
    close() {
      open = undefined;
    },
    async open(workspace) {
      const file = secretFilePath(folder, workspace);
      const own: Holding = { workspace, file, refusal: null, damage: null, sealed: {}, fromDisk: {}, inMemory: {} };
      open = own;
      await inTurn(() => read(own, cipher, fs));
      tell(own);
    },
    set: ({ environment, name, value, keep }) =>
      change(async (own) => {
        if (keep === 'memory') {
          own.inMemory = withEntry(own.inMemory, environment, name, value);
          return;
        }
        if (own.refusal !== null) throw new NoKeyStoreError('This machine has no key store to keep a secret in.');
        const bytes = await cipher.encrypt(value);
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
  };
}

async function read(own: Holding, cipher: Cipher, fs: DiskFs): Promise<void> {
  own.refusal = await cipher.refusal().catch(() => 'unavailable' as const);
  try {
    own.sealed = await readSecretFile(fs, own.file);
    if (own.refusal === null) own.fromDisk = await unsealed(own.sealed, cipher);
  } catch (error) {
    own.damage = error instanceof Error ? error.message : String(error);
  }
}

async function write(fs: DiskFs, own: Holding, next: SecretFile): Promise<void> {
  if (own.damage !== null) throw new Error(`${own.file} cannot be read: ${own.damage}. Mend or delete it.`);
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

/** Values that can be decrypted; another user's, or another machine's, cannot. */
async function unsealed(sealed: SecretFile, cipher: Cipher): Promise<Values> {
  let values: Values = {};
  for (const [environment, secrets] of Object.entries(sealed)) {
    for (const [name, text] of Object.entries(secrets)) {
      const value = await cipher.decrypt(Buffer.from(text, 'base64')).catch(() => undefined);
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
