import { isDeepStrictEqual } from 'node:util';

import type { Environment } from '../../contract/environment.ts';
import type { NexoFunction } from '../../contract/function.ts';
import type { StoredSecrets } from '../../rpc/engine-process.ts';
import type { SecretValues } from '../read-secrets.ts';
import type { StoreLog } from '../store/store.ts';

/** What a function is when its `env` is made: the rest of it does not matter. */
export type EnvSource = Pick<NexoFunction, 'id' | 'env' | 'bindings' | 'secrets' | 'trusted'>;

/** What functions find in `env`, besides their bindings. */
export interface FunctionEnv {
  /**
   * The function's own variables, over them those of the active environment, over those the secrets it declares. A
   * name it declares as a secret or binds to a function is never a variable of the environment. Warns, once, about
   * each secret without a value. An imported function that is not trusted gets no secret at all.
   */
  of(source: EnvSource): { env: Record<string, string>; secrets: SecretValues };
  /** Names of the secrets that were given values at the start, in order. */
  readonly given: string[];
  /** The name of the environment functions run in; null until one was chosen. */
  active(): string | null;
  /** Functions run in this environment from now on. */
  useEnvironment(environment: Environment): void;
  /** What the app keeps; its values for the active environment win over those given at the start. */
  useStored(stored: StoredSecrets): void;
}

export interface FunctionEnvOptions {
  /** Values given at the start, for whichever environment is active. */
  given: SecretValues;
  log: Pick<StoreLog, 'warn'>;
  /** Called when what `of` says may have changed. */
  changed(): void;
}

export function createFunctionEnv({ given, log, changed }: FunctionEnvOptions): FunctionEnv {
  const warned = new Set<string>();
  let stored: StoredSecrets = {};
  let environment: Environment | undefined;

  const valueOf = (name: string): string | undefined => {
    const kept = environment === undefined ? undefined : own(stored, environment.name);
    return (kept && own(kept, name)) ?? own(given, name);
  };
  const warnOnce = (functionId: string, secret: string): void => {
    const key = `${functionId} ${secret}`;
    if (warned.has(key)) return;
    warned.add(key);
    log.warn(
      { functionId, secret },
      `the secret has no value: give it one in the app's settings, set NEXO_SECRET_${secret}, or name it in the secrets file`,
    );
  };
  return {
    of({ id, env, bindings, secrets: names, trusted = true }) {
      const secrets: Record<string, string> = {};
      for (const name of trusted ? names : []) {
        const value = valueOf(name);
        if (value === undefined) warnOnce(id, name);
        else secrets[name] = value;
      }
      const shared = Object.entries(environment?.variables ?? {}).filter(
        ([name]) => !names.includes(name) && !Object.hasOwn(bindings, name),
      );
      return { env: { ...env, ...Object.fromEntries(shared), ...secrets }, secrets };
    },
    given: Object.keys(given).toSorted(),
    active: () => environment?.name ?? null,
    useEnvironment(next) {
      if (isDeepStrictEqual(next, environment)) return;
      environment = next;
      changed();
    },
    useStored(next) {
      stored = next;
      changed();
    },
  };
}

function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
