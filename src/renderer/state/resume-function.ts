import { engine } from '../api/clients.ts';
import { reportProblem } from './toasts-store.ts';

/** Runs a paused function again; the list hears of it by itself. */
export function resumeFunction(id: string): void {
  void engine.functions.resume({ id }).catch(reportProblem);
}
