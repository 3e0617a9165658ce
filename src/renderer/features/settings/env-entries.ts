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

const assignment = /^\s*(?:export\s+)?[^\s=#][^=]*=\s*(?<value>.*)$/;

/** The numbers of the lines, from 1, that are neither an assignment nor part of one, nor empty, nor a comment. */
export function linesLeftOut(text: string): number[] {
  const left: number[] = [];
  let open: string | null = null;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (open !== null) {
      if (line.includes(open)) open = null;
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    const value = assignment.exec(line)?.groups?.['value'];
    if (value === undefined) left.push(index + 1);
    // A value in quotes may go on in the lines after.
    else open = /^["'`]/.test(value) && !value.slice(1).includes(value.charAt(0)) ? value.charAt(0) : null;
  }
  return left;
}
