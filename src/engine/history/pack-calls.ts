import type { Call, FetchRecord } from '../../contract/call.ts';
import type { HeaderList } from '../../contract/invocation.ts';
import type { Mask } from '../secrets/mask.ts';
import type { BodyCapture } from './body-capture.ts';
import type { CapturedCall } from './captured-call.ts';
import type { CallRow } from './database/call-row.ts';
import { hideHeaders } from './hide-headers.ts';

/** What a call is kept with besides its row and its bodies, as JSON. */
export type CallDetail = Pick<
  Call,
  'logs' | 'logsDropped' | 'fetches' | 'fetchesDropped' | 'timing' | 'failure' | 'linesCounted'
> &
  Record<'request' | 'response', { headers: Call['request']['headers']; bytes: number; complete: boolean }>;

export interface PackedCalls {
  rows: CallRow[];
  /** Where their bodies are; it goes to the worker, uncopied. */
  memory: ArrayBuffer;
}

const maxWords = 4_000;

/** Makes of calls what is kept of them, with all secrets hidden, and lets their bodies go. */
export function packCalls(calls: readonly CapturedCall[]): PackedCalls {
  const bodies = calls.map(({ request, response, mask }) => ({
    request: take(request.body, mask),
    response: take(response.body, mask),
  }));
  const memory = new ArrayBuffer(
    bodies.reduce((sum, body) => sum + lengthOf(body.request) + lengthOf(body.response), 0),
  );
  let used = 0;
  const place = (bytes: Uint8Array | null): Uint8Array | null => {
    if (bytes === null) return null;
    const view = new Uint8Array(memory, used, bytes.byteLength);
    view.set(bytes);
    used += bytes.byteLength;
    return view;
  };
  const rows = calls.map((call, index) => ({
    ...rowOf(call),
    requestBody: place(bodies[index]?.request ?? null),
    responseBody: place(bodies[index]?.response ?? null),
  }));
  for (const { request, response } of calls) {
    request.body.release();
    response.body.release();
  }
  return { rows, memory };
}

function rowOf(call: CapturedCall): Omit<CallRow, 'requestBody' | 'responseBody'> {
  const { invocation, versionNumber, environment, replayOf, mask, fetches, fetchesDropped, timing } = call;
  const { logs, failure, path, logsDropped, ...counted } = invocation;
  const detail: CallDetail = {
    request: sideOf({ ...call.request, headers: pairsOf(call.request.headers) }, mask),
    response: sideOf(call.response, mask),
    logs,
    logsDropped,
    fetches: mask.isActive ? fetches.map((fetch) => hideFetch(fetch, mask)) : fetches,
    fetchesDropped,
    timing,
    failure,
    ...(call.linesCounted && { linesCounted: true }),
  };
  return {
    ...counted,
    versionNumber,
    environment,
    replayOf,
    path: mask.text(path),
    logs: logs.length,
    fetches: fetches.length,
    failure: failure?.code ?? null,
    words: wordsOf(invocation),
    detail: JSON.stringify(detail),
  };
}

function pairsOf(flat: string[]): HeaderList {
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2]!, flat[index * 2 + 1]!]);
}

function sideOf({ headers, body }: CapturedCall['response'], mask: Mask): CallDetail['request'] {
  return { headers: hideHeaders(headers, mask), bytes: body.bytes, complete: body.isComplete };
}

function hideFetch(fetch: FetchRecord, mask: Mask): FetchRecord {
  return { ...fetch, url: mask.text(fetch.url), error: fetch.error && mask.text(fetch.error) };
}

function wordsOf({ failure, logs }: CapturedCall['invocation']): string {
  let words = failure?.message ?? '';
  for (const { text } of logs) {
    if (words.length > maxWords) break;
    words += `\n${text}`;
  }
  return words.slice(0, maxWords);
}

function lengthOf(bytes: Uint8Array | null): number {
  return bytes?.byteLength ?? 0;
}

/** A body's bytes as they may be kept, not copied. Of one that was cut, the end goes that may be the beginning of a secret. */
function take(body: BodyCapture, mask: Mask): Uint8Array | null {
  if (body.keptBytes === 0) return null;
  const hidden = mask.bytes(body.join());
  const whole = body.isComplete;
  return whole || !mask.isActive ? hidden : hidden.subarray(0, Math.max(0, hidden.byteLength - mask.longestBytes));
}
