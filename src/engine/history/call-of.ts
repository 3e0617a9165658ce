import type { Call, KeptBody } from '../../contract/call.ts';
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

/** Text where the bytes are valid UTF-8, also where the cut went through a character; base64 otherwise. */
function bodyOf(bytes: Uint8Array | null, { bytes: total, complete }: { bytes: number; complete: boolean }): KeptBody {
  const kept = bytes ?? new Uint8Array();
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(kept, { stream: !complete });
    return { text, encoding: 'utf8', bytes: total, complete };
  } catch {
    return { text: Buffer.from(kept).toString('base64'), encoding: 'base64', bytes: total, complete };
  }
}
