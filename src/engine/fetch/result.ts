import type { Dispatcher } from 'undici';

import type { HeaderList } from '../../contract/invocation.ts';
import { limitBody, type BodySource } from '../body/body-source.ts';
import { gatherBody, smallBodyBytes } from '../body/gather-body.ts';
import type { OperationOutcome } from '../pool/operations.ts';
import { readableBody } from '../body/readable-body.ts';
import { BodyTooLargeError, decodeBody, encodingsOf } from './decode-body.ts';
import type { WireRequest } from './redirect.ts';

/** How long a response waits for a small body to come along with its head. */
const smallBodyWaitMs = 2;

export function locationOf(response: Dispatcher.ResponseData): string | undefined {
  return valueOf(headersOf(response), 'location');
}

/** The response as the function gets it; a body that is not small and there at once is read as it is asked for. */
export async function resultOf(
  response: Dispatcher.ResponseData,
  request: WireRequest,
  { redirected, maxBodyBytes }: { redirected: boolean; maxBodyBytes: number },
): Promise<Extract<OperationOutcome, { ok: true }>> {
  const { statusCode: status, statusText, body } = response;
  const headers = headersOf(response);
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 205 && status !== 304;
  const encodings = hasBody ? encodingsOf(valueOf(headers, 'content-encoding') ?? '') : [];
  const isDecoded = encodings.length > 0;
  request.url.hash = '';
  if (!hasBody) body.on('error', () => undefined).resume();
  const source = readableBody(() => decodeBody(body, encodings));
  const cancel = (): void => {
    source.cancel();
    body.on('error', () => undefined).destroy();
  };
  const limited = limitBody({ read: () => source.read(), cancel }, maxBodyBytes, () => tooLarge(maxBodyBytes));
  return {
    ok: true,
    status,
    statusText,
    headers: isDecoded ? headers.filter(([name]) => !/^content-(encoding|length)$/i.test(name)) : headers,
    url: request.url.href,
    redirected,
    body: hasBody ? await gatherSmall(limited, Number(valueOf(headers, 'content-length') ?? 0)) : null,
  };
}

async function gatherSmall(source: BodySource, announcedBytes: number): Promise<Uint8Array | BodySource> {
  return announcedBytes > smallBodyBytes ? source : gatherBody(source, smallBodyWaitMs);
}

function tooLarge(maxBytes: number): BodyTooLargeError {
  return new BodyTooLargeError(`the response is larger than ${maxBytes.toLocaleString('en')} bytes`);
}

/** undici gives `name, value, name, value` of the wire; repeated headers stay repeated, values are Latin-1. */
function headersOf(response: Dispatcher.ResponseData): HeaderList {
  const raw = response.headers as unknown as (string | Buffer)[];
  const list: HeaderList = [];
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([textOf(raw[i]), textOf(raw[i + 1])]);
  return list;
}

function textOf(value: string | Buffer | undefined): string {
  return typeof value === 'string' ? value : (value?.toString('latin1') ?? '');
}

function valueOf(headers: HeaderList, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}
