import { spawn } from 'node:child_process';
import { once } from 'node:events';

import type { Command } from 'commander';

import { fillRoute } from '../../kit/fill-route.ts';
import { findFunction, runAlone, runCommand, withEngineFlags, type EngineFlags } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

/** `nexo open`: a function in the browser. */
export function addOpenCommand(program: Command): void {
  withEngineFlags(program.command('open <function>'))
    .description("Open a function's address in the system's browser; without one, print it.")
    .addHelpText('after', '\nExample:\n  nexo open hello')
    .action((name: string, flags: EngineFlags) => {
      if (name.endsWith('.zip')) return runAlone(() => Promise.reject(new UsageError(bundleHint(name))));
      return runCommand(flags, async ({ client, url, running }) => {
        if (!running)
          throw new UsageError('nothing serves this workspace: start it with "nexo dev", or open it in the app');
        const { route } = await findFunction(client, name);
        const address = `${url}/fn${fillRoute(route, {})}`;
        console.log(flags.json === true ? JSON.stringify({ url: address }) : address);
        if (flags.json !== true && process.stdout.isTTY) await openInBrowser(address);
        return 0;
      });
    });
}

/** A bundle is not something to look at: opening one is to bring it in. */
function bundleHint(file: string): string {
  return `${file} is no function: "nexo import ${file}" brings it in, and "nexo serve ${file}" runs it as it is`;
}

async function openInBrowser(address: string): Promise<void> {
  const [file, ...args] = { darwin: ['open'], win32: ['explorer'] }[process.platform as string] ?? ['xdg-open'];
  const child = spawn(file ?? 'xdg-open', [...args, address], { stdio: 'ignore', detached: true });
  child.unref();
  // Where there is no browser the address was printed, which is all there is to do.
  await Promise.race([once(child, 'spawn'), once(child, 'error')]).catch(() => undefined);
}
