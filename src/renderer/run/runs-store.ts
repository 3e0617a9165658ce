import { create } from 'zustand';

import type { InvokeInput, InvokeResult } from '../../contract/invocation.ts';
import { engine } from '../api/clients.ts';
import { type Problem, problemOf } from '../api/problem.ts';
import { useDrafts } from '../editor/drafts-store.ts';
import { useFunctions } from '../state/functions-store.ts';
import { bodyOf, sentHeaders } from './request-body.ts';
import { requestFor, useRequests } from './requests-store.ts';
import { unsavedDraft } from './unsaved-draft.ts';

/** How the last test run of a function ended. */
export type RunOutcome =
  | { kind: 'answered'; result: InvokeResult; unsaved: boolean }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'cancelled' };

export interface Run {
  /** Counts the runs of this window; tells two runs apart. */
  number: number;
  /** Unix time in milliseconds; null when it has ended. */
  runningSince: number | null;
  /** The text that ran; null when it is not known. */
  text: string | null;
  /** How it ended, or how the one before did while this one runs. */
  outcome: RunOutcome | null;
}

/** The last test run of each function, by id. */
export const useRuns = create<{ runs: Readonly<Record<string, Run>> }>()(() => ({ runs: {} }));

const aborts = new Map<string, AbortController>();
let lastNumber = 0;

/**
 * Runs a function with its prepared request: the unsaved text if there is some, in an isolate of its own, else what
 * is deployed. Does nothing while a run of it is under way.
 */
export async function runFunction(functionId: string): Promise<void> {
  const input = invokeInput(functionId);
  if (input === null || aborts.has(functionId)) return;
  const abort = new AbortController();
  const number = ++lastNumber;
  aborts.set(functionId, abort);
  const previous = useRuns.getState().runs[functionId];
  setRun(functionId, {
    number,
    runningSince: Date.now(),
    text: previous?.text ?? null,
    outcome: previous?.outcome ?? null,
  });
  const text = useDrafts.getState().drafts[functionId]?.text ?? null;
  const outcome = await outcomeOf(input, abort.signal);
  aborts.delete(functionId);
  setRun(functionId, { number, runningSince: null, text, outcome });
}

/** Stops waiting for the run under way, and lets the engine stop it. */
export function cancelRun(functionId: string): void {
  aborts.get(functionId)?.abort();
}

async function outcomeOf(input: InvokeInput, signal: AbortSignal): Promise<RunOutcome> {
  try {
    const result = await engine.invocations.invoke(input, { signal });
    return signal.aborted ? { kind: 'cancelled' } : { kind: 'answered', result, unsaved: input.draft !== undefined };
  } catch (error) {
    return signal.aborted ? { kind: 'cancelled' } : { kind: 'refused', problem: problemOf(error) };
  }
}

function invokeInput(functionId: string): InvokeInput | null {
  const target = useFunctions.getState().functions.get(functionId);
  if (target === undefined) return null;
  const request = requestFor(useRequests.getState().requests[functionId], target);
  const draft = unsavedDraft(functionId);
  const body = bodyOf(request);
  return {
    id: functionId,
    method: request.method,
    path: request.path,
    headers: sentHeaders(request),
    bodyEncoding: body?.encoding ?? 'utf8',
    ...(body !== undefined && { body: body.text }),
    ...(draft !== undefined && { draft }),
  };
}

function setRun(functionId: string, run: Run): void {
  useRuns.setState(({ runs }) => ({ runs: { ...runs, [functionId]: run } }));
}
