import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import { ConfigError } from './config.ts';
import { hasCode } from '../disk/has-code.ts';

/** Values by the names functions declare. */
export type SecretValues = Readonly<Record<string, string>>;

const prefix = 'NEXO_SECRET_';

/**
 * The secrets this machine has: `NAME=value` lines of `file` (dotenv syntax), and over them `NEXO_SECRET_<NAME>` of the
 * environment. An empty value counts as none. Throws ConfigError when the file cannot be read; warns when others can.
 */
export function readSecrets(
  file: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  warn: (message: string) => void,
): SecretValues {
  const fromFile = file === undefined ? [] : Object.entries(parseEnv(readText(file, warn)));
  const fromEnvironment = Object.entries(env)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const);
  const given = [...fromFile, ...fromEnvironment].filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(given);
}

function readText(file: string, warn: (message: string) => void): string {
  try {
    const handle = openSync(file, 'r');
    try {
      if (process.platform !== 'win32' && (fstatSync(handle).mode & 0o077) !== 0) {
        warn(`the secrets file ${file} can be read by other users of this machine: run "chmod 600" on it`);
      }
      return readFileSync(handle, 'utf8');
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const reason = hasCode(error, 'ENOENT')
      ? 'it is not there'
      : error instanceof Error
        ? error.message
        : String(error);
    throw new ConfigError(`the secrets file ${file} cannot be read: ${reason}. Correct --secrets or NEXO_SECRETS`);
  }
}
