import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const setpriv = '/usr/bin/setpriv';
const options = ['--pdeathsig', 'KILL', '--'];

/**
 * On Linux, what to start a program with so that the kernel kills it when this process ends, however it ends.
 * A sandbox leaves by itself when its channel closes, but not while it is stuck in one uninterruptible operation.
 * Empty where the system has no such tool (util-linux, part of every large distribution).
 */
export function dieWithParentPrefix(platform: NodeJS.Platform): string[] {
  if (platform !== 'linux' || !existsSync(setpriv)) return [];
  const prefix = [setpriv, ...options];
  return spawnSync(setpriv, [...options, '/bin/true']).status === 0 ? prefix : [];
}
