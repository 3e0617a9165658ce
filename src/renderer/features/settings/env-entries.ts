import { secretNameSchema } from '../../../contract/function.ts';

/** One line of an env file, and what it is to become. */
export interface EnvEntry {
  name: string;
  value: string;
  kind: 'variable' | 'secret' | 'skip';
}

const secretWords =
  /(?:^|_)(?:KEY|SECRET|TOKEN|PASS|PASSWORD|PASSWD|PWD|PRIVATE|CREDENTIALS?|AUTH|DSN|COOKIE|SALT)(?:_|$|\d)/i;
/** An address with a password in it. */
const withPassword = /^\w+:\/\/[^/\s:]*:[^/\s@]+@/;

/** What the lines are probably meant as. A name no function could have is skipped; an empty value is no secret. */
export function envEntries(parsed: Readonly<Record<string, string>>): EnvEntry[] {
  return Object.entries(parsed).map(([name, value]) => {
    if (!secretNameSchema.safeParse(name).success) return { name, value, kind: 'skip' };
    const secret = value !== '' && (secretWords.test(name) || withPassword.test(value));
    return { name, value, kind: secret ? 'secret' : 'variable' };
  });
}
