import type { FlatHeaders, InvocationId } from './door.ts';
import { jsonParse, stringIndexOf, stringSlice } from './web/primordials.ts';

/** A request's head as the guest got it: what every handler needs, and the rest as text until somebody asks. */
export interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly params: Record<string, string>;
  /** Names and values, still in one text. */
  readonly headers: string;
}

/** How a dispatch's body comes: not at all, whole and to be asked for, or as stream 0. */
export type BodyKind = 'none' | 'whole' | 'stream';

export interface DispatchedRequest {
  id: InvocationId;
  body: BodyKind;
  head: RequestHead;
}

const separator = '\0';

/** Takes apart what the host dispatches: the invocation's number, the body's kind, then the packed head. */
export function readDispatch(packed: string): DispatchedRequest {
  const kindAt = stringIndexOf(packed, separator) + 1;
  const methodAt = stringIndexOf(packed, separator, kindAt) + 1;
  const urlAt = stringIndexOf(packed, separator, methodAt) + 1;
  const paramsAt = stringIndexOf(packed, separator, urlAt) + 1;
  const headersAt = stringIndexOf(packed, separator, paramsAt) + 1;
  const params = stringSlice(packed, paramsAt, headersAt - 1);
  return {
    id: +stringSlice(packed, 0, kindAt - 1),
    body: stringSlice(packed, kindAt, methodAt - 1) as BodyKind,
    head: {
      method: stringSlice(packed, methodAt, urlAt - 1),
      url: stringSlice(packed, urlAt, paramsAt - 1),
      params: params === '' ? {} : (jsonParse(params) as Record<string, string>),
      headers: stringSlice(packed, headersAt),
    },
  };
}

/** The headers of a head, when they are first looked at. */
export function readHeaders(text: string): FlatHeaders {
  const flat: FlatHeaders = [];
  if (text === '') return flat;
  for (let start = 0; ;) {
    const end = stringIndexOf(text, separator, start);
    flat[flat.length] = end < 0 ? stringSlice(text, start) : stringSlice(text, start, end);
    if (end < 0) return flat;
    start = end + 1;
  }
}
