import type { Call, KeptBody } from '../../contract/call.ts';
import { encodeBody } from '../body/encode-body.ts';
import type { StoredCall } from './database/call-table.ts';
import type { CallDetail } from './pack-calls.ts';

/** A call as it is told, of what was kept. */
export function callOf({ summary, detail: text, requestBody, responseBody }: StoredCall): Call {
  const { request, response, ...detail } = JSON.parse(text) as CallDetail;
  return {
    ...summary,
    ...detail,
    request: { headers: request.headers, body: bodyOf(requestBody, request) },
    response: { headers: response.headers, body: bodyOf(responseBody, response) },
  };
}

function bodyOf(kept: Uint8Array | null, { bytes, complete }: { bytes: number; complete: boolean }): KeptBody {
  return { ...encodeBody(kept ?? new Uint8Array(), { isBeginning: !complete }), bytes, complete };
}
