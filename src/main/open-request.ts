import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { functionIdSchema } from '../contract/function.ts';
import type { OpenRequest } from '../contract/shell.ts';

/**
 * What a link asks for: `nexo://open?function=ID` and nothing else. Any page can make the system open such a link, so
 * it can only show what is there already. Undefined for everything else.
 */
export function openRequestOfLink(link: string): OpenRequest | undefined {
  const url = link.length <= 200 ? URL.parse(link) : null;
  if (url === null || !['nexo://open', 'nexo://open/'].includes(url.href.replace(/[?#].*$/s, ''))) return undefined;
  const entries = [...url.searchParams];
  const id = functionIdSchema.safeParse(url.searchParams.get('function'));
  return entries.length === 1 && id.success ? { type: 'function', id: id.data } : undefined;
}

/** A bundle a person double-clicked or named: a file that is there and is called so. Reading it is for the one who imports it. */
export function openRequestOfFile(file: string, folder: string): OpenRequest | undefined {
  const absolute = path.resolve(folder, file);
  if (!absolute.toLowerCase().endsWith('.nexo.zip')) return undefined;
  return isFile(absolute) ? { type: 'bundle', file: absolute } : undefined;
}

/** False for what cannot be looked at, too: a name that is too long, a folder that is closed to us. */
function isFile(absolute: string): boolean {
  try {
    return statSync(absolute).isFile();
  } catch {
    return false;
  }
}

/** What a command line asks for; flags are not ours. */
export function openRequestsOf(commandLine: readonly string[], folder: string): OpenRequest[] {
  const given = commandLine.slice(1).filter((part) => !part.startsWith('-'));
  return given.flatMap((part) => {
    // A page chooses the link: read as a path, `nexo:../x.nexo.zip` would be a file beside the folder.
    if (/^\s*nexo:/i.test(part)) return openRequestOfLink(part) ?? [];
    const file = /^file:/i.test(part) ? pathOfUrl(part) : part;
    return (file !== undefined && openRequestOfFile(file, folder)) || [];
  });
}

/** A Linux desktop names files so. Undefined for one of another machine. */
function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}
