import type { z } from 'zod';

import type { Call, replayEditSchema } from '../../contract/call.ts';
import { NexoError } from '../../contract/errors.ts';
import type { InvokeInput } from '../../contract/invocation.ts';
import { isCredential } from '../history/hide-headers.ts';

/**
 * The recorded request, with what `edit` changes of it. Hidden headers are left out: their values were not kept. Throws
 * INVALID_INPUT when the body was not kept whole and no other is given.
 */
export function replayInput(call: Call, edit: z.infer<typeof replayEditSchema>): InvokeInput {
  const { headers, body } = call.request;
  if (edit.body === undefined && !body.complete) {
    const text = `the request's body of ${body.bytes} bytes was not kept whole, so it cannot be sent again; give another`;
    throw new NexoError('INVALID_INPUT', text, { field: 'edit.body' });
  }
  const recorded = body.bytes === 0 ? undefined : body.text;
  return {
    id: call.functionId,
    method: edit.method ?? call.method,
    path: edit.path ?? call.path,
    headers: edit.headers ?? headers.filter(([name]) => !isCredential(name) && !isAboutLength(name)),
    body: edit.body ?? recorded,
    bodyEncoding: edit.body === undefined ? body.encoding : (edit.bodyEncoding ?? 'utf8'),
  };
}

/** What the body's length says anyway; an edited body has another. */
function isAboutLength(name: string): boolean {
  return name === 'content-length' || name === 'expect';
}
