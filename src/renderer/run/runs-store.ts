import { create } from 'zustand';

import type { FunctionSummary } from '../../contract/function.ts';
import type { InvokeInput } from '../../contract/invocation.ts';
import { engine } from '../api/clients.ts';
import { type Problem, problemOf } from '../api/problem.ts';
import { type GutterCall, showInGutter } from '../editor/gutter-store.ts';
import { currentFunctions, functionsKnown } from '../state/functions-store.ts';
import { usePreferences } from '../state/preferences-store.ts';
import { type Answer, AnswerBuilder, type LiveAnswer } from './answer.ts';
import { type SentRequest, sentRequest } from './request-body.ts';
import { canSend } from './request-problem.ts';
import { requestFor, useRequests } from './requests-store.ts';
import { unsavedDraft, unsavedTexts } from './unsaved-draft.ts';

/** How the last test run of a function ended. */
export type RunOutcome =
  | { kind: 'answered'; result: Answer; unsaved: boolean }
  | { kind: 'refused'; problem: Problem }
  /** With what had come by then. */
  | { kind: 'cancelled'; partial: Answer | null };

export interface Run {
  /** Counts the runs of this window; tells two runs apart. */
  number: number;
  /** Unix time in milliseconds; null when it has ended. */
  runningSince: number | null;
  /** The unsaved texts that ran, by the files' paths. */
  texts: Readonly<Record<string, string>>;
  /** How it ended, or how the one before did while this one runs. */
  outcome: RunOutcome | null;
  /** What has come of the answer while it runs. */
  live: LiveAnswer | null;
}

/** An answer of an earlier run, or of the last. */
export interface PastAnswer {
  /** Of the run. */
  number: number;
  /** Unix time in milliseconds. */
  at: number;
  sent: SentRequest;
  unsaved: boolean;
  result: Answer;
}

interface Runs {
  runs: Readonly<Record<string, Run>>;
  /** The latest first, at most twenty of a function; large ones are kept only while they are the latest. */
  answers: Readonly<Record<string, readonly PastAnswer[]>>;
}

const keptAnswers = 20;
const largeBytes = 1_048_576;

/** The last test run of each function and its latest answers, by id. */
export const useRuns = create<Runs>()(() => ({ runs: {}, answers: {} }));

const aborts = new Map<string, AbortController>();
let lastNumber = 0;

/** An answer that is there sooner is not shown in between. */
const shownEveryMs = 150;

/**
 * Runs a function with its prepared request: the unsaved texts of its files if there are some, in an isolate of its
 * own, else what is deployed, in one, too, where its lines are to be marked. Does nothing while a run is under way, and
 * sends nothing of which a part is wrong: the request's form shows it then.
 */
export async function runFunction(functionId: string): Promise<void> {
  // An engine that came back is still reading the workspace.
  if (!currentFunctions().has(functionId)) await functionsKnown();
  const target = currentFunctions().get(functionId);
  if (target === undefined || aborts.has(functionId)) return;
  if (!canSend(target)) return;
  const sent = sentRequest(requestFor(useRequests.getState().requests[functionId], target));
  const input = invokeInput(target, sent);
  const abort = new AbortController();
  const number = ++lastNumber;
  aborts.set(functionId, abort);
  const previous = useRuns.getState().runs[functionId];
  setRun(functionId, {
    number,
    runningSince: Date.now(),
    texts: previous?.texts ?? {},
    outcome: previous?.outcome ?? null,
    live: null,
  });
  const texts = unsavedTexts(functionId);
  const outcome = await outcomeOf(input, abort.signal, (live) => setLive(functionId, number, live));
  aborts.delete(functionId);
  if (outcome.kind === 'answered') {
    const { result, unsaved } = outcome;
    keepAnswer(functionId, { number, at: Date.now(), sent, result, unsaved });
  }
  showInGutter(functionId, outcome.kind === 'answered' ? gutterOf(outcome.result) : noGutter);
  setRun(functionId, { number, runningSince: null, texts, outcome, live: null });
}

/** Stops waiting for the run under way, and lets the engine stop it. */
export function cancelRun(functionId: string): void {
  aborts.get(functionId)?.abort();
}

async function outcomeOf(
  input: InvokeInput,
  signal: AbortSignal,
  onNews: (live: LiveAnswer) => void,
): Promise<RunOutcome> {
  const builder = new AnswerBuilder();
  const showNews = (): void => {
    const live = builder.live();
    if (live !== null) onNews(live);
  };
  const news = setInterval(showNews, shownEveryMs);
  try {
    for await (const event of await engine.invocations.invokeStream(input, { signal })) builder.add(event);
    const result = builder.answer();
    if (signal.aborted || result === null) return { kind: 'cancelled', partial: result };
    return { kind: 'answered', result, unsaved: input.draft !== undefined };
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled', partial: builder.answer() };
    return { kind: 'refused', problem: problemOf(error) };
  } finally {
    clearInterval(news);
  }
}

function setLive(functionId: string, number: number, live: LiveAnswer): void {
  const run = useRuns.getState().runs[functionId];
  if (run?.number === number && run.runningSince !== null) setRun(functionId, { ...run, live });
}

function invokeInput(target: FunctionSummary, { body, ...sent }: SentRequest): InvokeInput {
  const draft = unsavedDraft(target.id);
  return {
    id: target.id,
    ...sent,
    bodyEncoding: body?.encoding ?? 'utf8',
    ...(body !== undefined && { body: body.text }),
    ...(draft !== undefined && { draft }),
    countLines: draft === undefined ? countsLines(target) : usePreferences.getState().runMarks,
  };
}

/** Whether the lines of what is served are to be marked: elsewhere than in the text in sight they would be marked where they are not. */
export function countsLines({ id, release }: Pick<FunctionSummary, 'id' | 'release'>): boolean {
  const isInSight = unsavedDraft(id) === undefined && release?.pending.length === 0;
  return usePreferences.getState().runMarks && isInSight;
}

const gutterOf = ({ lines, error }: Answer): GutterCall => ({ lines, failure: error });
const noGutter: GutterCall = { lines: undefined, failure: null };

function keepAnswer(functionId: string, latest: PastAnswer): void {
  useRuns.setState(({ answers }) => {
    const earlier = (answers[functionId] ?? []).filter(
      ({ sent, result }) => Math.max(result.body.length, sent.body?.text.length ?? 0) <= largeBytes,
    );
    return { answers: { ...answers, [functionId]: [latest, ...earlier].slice(0, keptAnswers) } };
  });
}

function setRun(functionId: string, run: Run): void {
  useRuns.setState(({ runs }) => ({ runs: { ...runs, [functionId]: run } }));
}
