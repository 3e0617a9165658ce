import { execFile } from 'node:child_process';

/**
 * On Linux with util-linux: should this process crash, the system writes no image of its memory, which has secrets in
 * it. Its sandboxes have the same from their start. Nothing waits for it.
 */
export function keepNoCore(): void {
  if (process.platform !== 'linux') return;
  execFile('/usr/bin/prlimit', ['--core=0', '--pid', String(process.pid)], () => undefined);
}
