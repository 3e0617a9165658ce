import type { Dispatcher } from 'undici';

import type { HeaderList } from '../../contract/invocation.ts';
import type { OperationResult } from '../../protocol/messages.ts';
import { readBody } from './decode-body.ts';
import type { WireRequest } from './redirect.ts';

export function locationOf(response: Dispatcher.ResponseData): string | undefined {
  return valueOf(headersOf(response), 'location');
}

/** The whole response as the function gets it. */
export async function resultOf(
  response: Dispatcher.ResponseData,
  request: WireRequest,
  { redirected, maxBodyBytes }: { redirected: boolean; maxBodyBytes: number },
): Promise<OperationResult> {
  const { statusCode: status, statusText, body } = response;
  const headers = headersOf(response);
  const encoding = valueOf(headers, 'content-encoding') ?? '';
  const { bytes, decoded } = await readBody(body, encoding, maxBodyBytes);
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 205 && status !== 304;
  request.url.hash = '';
  return {
    ok: true,
    status,
    statusText,
    headers: decoded && hasBody ? headers.filter(([name]) => !/^content-(encoding|length)$/i.test(name)) : headers,
    url: request.url.href,
    redirected,
    body: hasBody ? bytes : null,
  };
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
