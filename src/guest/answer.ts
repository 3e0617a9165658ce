import type { FlatHeaders } from './door.ts';
import { guestFailure, InvocationFailure } from './failure.ts';
import { jsonStringify, stringIndexOf, stringSlice } from './web/primordials.ts';

const jsonHeaders: FlatHeaders = ['content-type', 'application/json'];
/** The same string every time, so that the host can recognise it without parsing. */
export const jsonHeadersText = jsonStringify(jsonHeaders);

/** A returned value that is no `Response`, as the text of a JSON response. Throws why it cannot be one. */
export function toJsonText(value: unknown): string {
  if (value === undefined) {
    throw badResponse('The function returned undefined. Return a value or a Response.');
  }
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw badResponse(`The function returned a ${typeof value}, which cannot be sent. Return a value or a Response.`);
  }
  if (typeof value === 'bigint') {
    throw badResponse('The function returned a BigInt, which JSON cannot hold. Return a number or a string.');
  }
  const text = stringify(value);
  if (text === undefined) throw badResponse('The returned value has no JSON form (its toJSON gave undefined).');
  return text;
}

function stringify(value: unknown): string | undefined {
  try {
    return jsonStringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw badResponse(`The returned value cannot be sent as JSON: ${firstLine(error)}`);
  }
}

function firstLine(error: TypeError): string {
  const text = `${error.message}`;
  const end = stringIndexOf(text, '\n');
  return end < 0 ? text : stringSlice(text, 0, end);
}

export function badResponse(message: string): InvocationFailure {
  return new InvocationFailure(guestFailure('BAD_RESPONSE', message));
}

export function tooLarge(used: number, allowed: number): InvocationFailure {
  const message = `The response is larger than the ${allowed} bytes the function may send.`;
  return new InvocationFailure(guestFailure('BAD_RESPONSE', message, { name: 'responseBytes', allowed, used }));
}
