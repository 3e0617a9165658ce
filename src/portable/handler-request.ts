import type { FlatHeaders } from '../guest/door.ts';
import { createHandlerRequests, type HandlerRequest, type RequestPlatform } from '../guest/handler-request.ts';
import { isHopByHop } from '../kit/hop-by-hop.ts';

const decoder = new TextDecoder();

/** The Web platform of wherever the bundle runs. */
const platform: RequestPlatform = {
  createHeaders(list) {
    const headers = new Headers();
    for (let index = 0; index < list.length; index += 2) headers.append(list[index] ?? '', list[index + 1] ?? '');
    return headers;
  },
  plainHeaders(headers) {
    const plain = Object.create(null) as Record<string, string>;
    for (const [name, value] of headers as Headers) plain[name] = name in plain ? `${plain[name]}, ${value}` : value;
    return plain;
  },
  parseQuery: (query) => [...new URLSearchParams(query)].flat(),
  decode: (bytes) => decoder.decode(bytes),
};

const create = createHandlerRequests(platform);

/** The request as `handler(request)` sees it, made of a Web request whose body has been read. */
export function createHandlerRequest(
  { method, url, headers }: Request,
  params: Record<string, string>,
  body: ArrayBuffer | undefined,
): HandlerRequest {
  return create({ method, url, headers: flatten(headers), params }, body);
}

function flatten(headers: Headers): FlatHeaders {
  const flat: FlatHeaders = [];
  for (const [name, value] of headers) if (!isHopByHop(name)) flat.push(name, value);
  return flat;
}
