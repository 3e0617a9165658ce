import type { StoreLog } from '../store/store.ts';
import type { SecretValues } from '../read-secrets.ts';

/** What functions get of this machine's secrets: those they declare. */
export interface Secrets {
  /** The values there are. Warns, once, about each name without one. */
  valuesFor(functionId: string, names: readonly string[]): SecretValues;
}

export function createSecrets(values: SecretValues, log: Pick<StoreLog, 'warn'>): Secrets {
  const warned = new Set<string>();
  const warnOnce = (functionId: string, secret: string): void => {
    const key = `${functionId} ${secret}`;
    if (warned.has(key)) return;
    warned.add(key);
    log.warn(
      { functionId, secret },
      `the secret has no value: set NEXO_SECRET_${secret}, or name it in the secrets file`,
    );
  };
  return {
    valuesFor(functionId, names) {
      const given = names.filter((name) => {
        const isGiven = Object.hasOwn(values, name);
        if (!isGiven) warnOnce(functionId, name);
        return isGiven;
      });
      return Object.fromEntries(given.map((name) => [name, values[name] ?? '']));
    },
  };
}
