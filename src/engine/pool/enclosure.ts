import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, realpathSync } from 'node:fs';

import type { SandboxLayers } from '../../contract/stats.ts';

/** What the system puts around sandbox processes, besides what Node itself does. */
export interface Enclosure {
  /** A program with its first arguments that becomes Node, or starts it; empty to start Node itself. */
  readonly prefix: readonly string[];
  /** Whether that program stays, and tells the pid of Node as JSON on the pipe `infoPipe`. */
  readonly tellsPid: boolean;
  readonly layers: SandboxLayers;
}

/** The file descriptor on which a program that stays tells which process became Node. */
export const infoPipe = 5;

export interface EnclosureOptions {
  platform: NodeJS.Platform;
  node: string;
  /** All a sandbox has to read. */
  folders: readonly string[];
  workingFolder: string;
}

/** Finds out what this system has and lets us use: nothing that is missing keeps a sandbox from starting. */
export function findEnclosure(options: EnclosureOptions): Enclosure {
  const ends = endingPrefix(options.platform);
  const closed = namespacePrefix(options);
  return {
    prefix: [...ends, ...closed],
    tellsPid: closed.length > 0,
    layers: {
      permissions: true,
      namespaces: closed.length > 0,
      endsWithEngine: ends.length > 0,
      memoryWatched: options.platform !== 'win32',
    },
  };
}

const setpriv = ['/usr/bin/setpriv', '--pdeathsig', 'KILL', '--'];
/** No image of its memory is written when it crashes: secrets are in it. */
const withoutCore = ['/usr/bin/prlimit', '--core=0', '--'];
/** Where the machine runs out of memory, the kernel takes a sandbox before the engine and the app. */
const firstToGo = ['/usr/bin/choom', '-n', '800', '--'];
const bwrap = '/usr/bin/bwrap';

/**
 * On Linux, what makes the kernel kill a sandbox when this process ends, however it ends. A sandbox leaves by itself when
 * its channel closes, but not while it is stuck in one uninterruptible operation. Part of util-linux, as is what goes
 * before it where the system lets us use it.
 */
function endingPrefix(platform: NodeJS.Platform): string[] {
  if (platform !== 'linux') return [];
  const all = [...firstToGo, ...withoutCore, ...setpriv];
  if (works(all)) return all;
  return works(setpriv) ? setpriv : [];
}

/**
 * On Linux with bubblewrap, namespaces of a sandbox's own: no network device, no other process, and of the files only
 * Node, its libraries and what the sandbox program needs, all read-only.
 */
function namespacePrefix({ platform, node, folders, workingFolder }: EnclosureOptions): string[] {
  if (platform !== 'linux') return [];
  const shown = [...new Set([node, realOrSame(node), ...folders])].flatMap((path) => ['--ro-bind', path, path]);
  const system = systemFolders.flatMap((path) => ['--ro-bind-try', path, path]);
  const place = ['--proc', '/proc', '--dir', workingFolder, '--chdir', workingFolder];
  const prefix = [bwrap, ...apart, ...system, ...localTime(), ...shown, ...place];
  return works([...prefix, '--']) ? [...prefix, '--info-fd', String(infoPipe), '--'] : [];
}

const apart = ['--unshare-all', '--as-pid-1', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'];
const systemFolders = ['/usr', '/lib', '/lib64', '/etc/ld.so.cache'];

/** Functions see the machine's time zone, which the name behind this link tells. */
function localTime(): string[] {
  const path = '/etc/localtime';
  if (!existsSync(path)) return [];
  return lstatSync(path).isSymbolicLink() ? ['--symlink', realpathSync(path), path] : ['--ro-bind', path, path];
}

function works([program = '', ...args]: readonly string[]): boolean {
  return existsSync(program) && spawnSync(program, [...args, '/usr/bin/true'], { stdio: 'ignore' }).status === 0;
}

function realOrSame(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
