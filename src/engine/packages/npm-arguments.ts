import type { PackageChange } from '../../contract/package.ts';

/**
 * Nothing of a package runs, whatever a workspace's own settings say: settings of a folder can name the program that
 * npm takes for git, too.
 */
const safe = ['--ignore-scripts', '--git=git', '--no-audit', '--no-fund', '--no-update-notifier'];
const talkative = ['--no-progress', '--color=false', '--loglevel=http'];

/** What npm is called with for a change. Names and versions come last and cannot be options. */
export function npmArguments(change: PackageChange): string[] {
  const options = [...safe, ...talkative];
  if (change.action === 'install') return ['install', ...options];
  return [change.action === 'add' ? 'install' : 'uninstall', ...options, '--', ...change.packages];
}

/** Why npm gave up, out of what it wrote: its errors without their codes and the advice to read a log. */
export function npmReason(lines: readonly string[]): string | undefined {
  const errors = lines
    .map((line) => /^npm (?:ERR!|error) ?(.*)$/.exec(line)?.[1])
    .filter((text): text is string => text !== undefined)
    .filter((text) => text.trim() !== '' && !/^(?:code |errno |syscall |path )|complete log of this run/.test(text));
  const told = errors
    .filter((text) => !/^\s*(?:\/|[A-Z]:\\).*\.log$/.test(text))
    .map((text) => text.replace(/^\d{3} /, ''));
  return told.length === 0 ? undefined : told.slice(0, 12).join('\n');
}
