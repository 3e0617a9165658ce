import { root } from './project.ts';
import { type RunningProcess, runningProcesses } from './running-processes.ts';

const marks = [`${root}/out/engine/`, `${root}/node_modules/electron/dist`, '/nexo-studio/electron-'];

/** The engines, sandboxes and windows of this checkout that are running now: what a test run must not leave behind. */
export async function nexoProcesses(): Promise<RunningProcess[]> {
  return (await runningProcesses()).filter(({ command }) => marks.some((mark) => command.includes(mark)));
}
