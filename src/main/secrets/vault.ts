import type { SecretsState } from '../../contract/shell.ts';
import type { StoredSecrets } from '../../rpc/engine-process.ts';
import { createLiveValue, type LiveValue } from '../live-value.ts';
import type { Cipher } from './cipher.ts';
import { readSecretFile, type SecretFile, secretFilePath, writeSecretFile } from './secret-file.ts';

/** The values of a workspace's secrets: read by the engine, never by the window. */
export interface Vault {
  /** What there is, without the values. */
  readonly state: Pick<LiveValue<SecretsState>, 'get' | 'watch'>;
  values(): StoredSecrets;
  /** Holds no values any more, until `open`. */
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

/** Keeps files in `folder`; calls `changed` whenever `values` are others. */
export function createVault(folder: string, cipher: Cipher, changed: (values: StoredSecrets) => void): Vault {
  const state = createLiveValue<SecretsState>({ refusal: null, damage: null, held: [] });
  let workspace = '';
  let file = '';
  let sealed: SecretFile = {};
  let fromDisk: Values = {};
  let inMemory: Values = {};
  // One change at a time: each writes the whole file.
  let turn = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const result = turn.then(change);
    turn = result.catch(() => {});
    return result;
  };

  const values = (): Values => {
    const names = new Set([...Object.keys(fromDisk), ...Object.keys(inMemory)]);
    return Object.fromEntries([...names].map((name) => [name, { ...fromDisk[name], ...inMemory[name] }]));
  };
  const tell = (patch: Partial<SecretsState> = {}): void => {
    state.set({ ...state.get(), ...patch, held: heldIn(sealed, fromDisk, inMemory) });
    changed(values());
  };
  const write = async (next: SecretFile): Promise<void> => {
    if (state.get().damage !== null)
      throw new Error(`${file} cannot be read: ${state.get().damage}. Mend or delete it.`);
    await writeSecretFile(file, workspace, next);
    sealed = next;
  };

  return {
    state,
    values,
    close() {
      [sealed, fromDisk, inMemory] = [{}, {}, {}];
    },
    open: (next) =>
      inTurn(async () => {
        [workspace, file] = [next, secretFilePath(folder, next)];
        [sealed, fromDisk, inMemory] = [{}, {}, {}];
        const refusal = await cipher.refusal().catch(() => 'unavailable' as const);
        let damage: string | null = null;
        try {
          sealed = await readSecretFile(file);
          if (refusal === null) fromDisk = await unsealed(sealed, cipher);
        } catch (error) {
          damage = error instanceof Error ? error.message : String(error);
        }
        tell({ refusal, damage });
      }),
    set: ({ environment, name, value, keep }) =>
      inTurn(async () => {
        if (keep === 'memory') {
          inMemory = withEntry(inMemory, environment, name, value);
          return tell();
        }
        if (state.get().refusal !== null)
          throw new NoKeyStoreError('This machine has no key store to keep a secret in.');
        const bytes = await cipher.encrypt(value);
        await write(withEntry(sealed, environment, name, bytes.toString('base64')));
        fromDisk = withEntry(fromDisk, environment, name, value);
        inMemory = without(inMemory, environment, name);
        tell();
      }),
    remove: (environment, name) =>
      inTurn(async () => {
        if (sealed[environment] !== undefined) await write(without(sealed, environment, name));
        fromDisk = without(fromDisk, environment, name);
        inMemory = without(inMemory, environment, name);
        tell();
      }),
  };
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

function heldIn(sealed: SecretFile, fromDisk: Values, inMemory: Values): SecretsState['held'] {
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
