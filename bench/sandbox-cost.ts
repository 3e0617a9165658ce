/**
 * What an invocation costs a sandbox, and its engine in talk: CPU microseconds each, by number of invocations that
 * arrive together. No HTTP, one hello function. `--profile FOLDER` also writes a CPU profile of the sandbox.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { build } from '../scripts/build.ts';
import { defaultLimits } from '../src/contract/default-limits.ts';
import { sandboxArguments, sandboxEnvironment } from '../src/engine/pool/sandbox-command.ts';
import type { FromSandbox, ToSandbox } from '../src/protocol/messages.ts';
import { packRequestHead } from '../src/protocol/request-head.ts';

const { values } = parseArgs({ options: { profile: { type: 'string' } } });
const invocations = 40_000;
const warmUp = 4_000;
const code = `export default { fetch: undefined };
export const __nexo = { handler: () => ({ message: 'Hello!' }) };`;

await build('engine');
for (const together of [1, 4, 16]) {
  const { sandbox, engine } = await measure(together);
  console.log(
    `${together} together: sandbox ${sandbox.toFixed(1)} µs, engine's side of the channel ${engine.toFixed(1)} µs`,
  );
}

async function measure(together: number): Promise<{ sandbox: number; engine: number }> {
  const child = spawn(process.execPath, sandboxCommand(), {
    env: sandboxEnvironment(process.platform),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', 'pipe'],
    serialization: 'advanced',
  });
  const send = (messages: ToSandbox[]): void => void child.send(messages);
  let latest = 0;
  const dispatch = (): ToSandbox => ({
    type: 'dispatch',
    invocation: ++latest,
    deployment: 1,
    body: null,
    more: false,
    head: packRequestHead({ method: 'GET', url: 'http://127.0.0.1/hello', headers: ['host', '127.0.0.1'], params: {} }),
  });
  const batch = (): void => send(Array.from({ length: together }, dispatch));
  const begin = (): void => {
    const names = { functionId: 'hello', version: 'v1', file: 'main.js', env: {}, bindings: [] };
    send([{ type: 'deploy', deployment: 1, source: { ...names, code, limits: defaultLimits } }]);
    for (let batches = 0; batches < 4; batches++) batch();
  };
  const { promise, resolve } = Promise.withResolvers<{ sandbox: number; engine: number }>();
  let finished = 0;
  let before = { sandbox: 0, engine: 0 };
  const usage = () => ({ sandbox: cpuMicros(child.pid ?? 0), engine: ownCpuMicros() });
  const note = (message: FromSandbox): void => {
    if (message.type === 'ready') return begin();
    if (message.type !== 'finished' && message.type !== 'answered') return;
    if (++finished === warmUp) before = usage();
    if (finished === warmUp + invocations) {
      const after = usage();
      resolve({
        sandbox: (after.sandbox - before.sandbox) / invocations,
        engine: (after.engine - before.engine) / invocations,
      });
    } else if (finished % together === 0) batch();
  };
  child.on('message', (messages) => (messages as FromSandbox[]).forEach(note));
  const result = await promise;
  child.removeAllListeners('message');
  child.kill(values.profile === undefined ? 'SIGKILL' : 'SIGUSR2');
  await once(child, 'exit');
  return result;
}

/** A sandbox may write nothing: to keep a profile it runs without the permission model, and ends on a signal. */
function sandboxCommand(): string[] {
  const args = sandboxArguments(path.resolve('out/engine/sandbox.js'));
  if (values.profile === undefined) return args;
  const leave = 'data:text/javascript,process.on("SIGUSR2",()=>process.exit())';
  const profile = ['--cpu-prof', `--cpu-prof-dir=${values.profile}`, '--import', leave];
  return [...profile, ...args.filter((arg) => !arg.startsWith('--permission') && !arg.startsWith('--allow'))];
}

/** User and system time of a process, from /proc; the clock's grain is 10 ms. */
function cpuMicros(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function ownCpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
