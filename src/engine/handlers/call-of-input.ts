import { NexoError } from '../../contract/errors.ts';
import type { HeaderList, InvocationSource, InvokeInput } from '../../contract/invocation.ts';
import type { Call } from '../gateway/call.ts';
import type { Deployment } from '../deployment.ts';
import { matchParams } from '../router/route-table.ts';

/** RFC 9110, sections 5.6.2 and 5.5. */
const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The call an `invoke` asks for, as the gateway would have made it of a request to `origin`.
 * Throws INVALID_INPUT or BODY_TOO_LARGE.
 */
export function callOfInput(
  input: InvokeInput,
  deployment: Deployment,
  source: InvocationSource,
  origin: string,
): Call {
  const { route, limits } = deployment.function;
  const path = input.path ?? route;
  const url = urlOf(path, origin);
  const body = bodyOf(input);
  if (body !== null && body.byteLength > limits.requestBytes) {
    throw new NexoError('BODY_TOO_LARGE', `the body is larger than the ${limits.requestBytes} bytes allowed`, {
      field: 'body',
    });
  }
  return {
    source,
    method: input.method,
    path: url.pathname + url.search,
    url: url.href,
    headers: headersOf(input.headers, url.host).flat(),
    params: matchParams(route, url.pathname),
    body,
  };
}

function urlOf(path: string, origin: string): URL {
  const url = URL.parse(origin + path);
  if (url === null || url.origin !== origin)
    throw new NexoError('INVALID_INPUT', 'path: not a path', { field: 'path' });
  url.hash = '';
  return url;
}

function bodyOf({ body, bodyEncoding }: InvokeInput): Uint8Array | null {
  if (body === undefined) return null;
  if (bodyEncoding === 'utf8') return Buffer.from(body);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(body) || body.length % 4 !== 0) {
    throw new NexoError('INVALID_INPUT', 'body: this is not base64', { field: 'body' });
  }
  return Buffer.from(body, 'base64');
}

function headersOf(headers: InvokeInput['headers'], host: string): HeaderList {
  const given = Array.isArray(headers) ? headers : Object.entries(headers);
  const list = given.map(([name, value], index): [string, string] => {
    if (!headerName.test(name) || !headerValue.test(value)) {
      const field = Array.isArray(headers) ? `headers.${index}` : `headers.${name}`;
      throw new NexoError('INVALID_INPUT', `${field}: this cannot be sent as a header`, { field });
    }
    return [name.toLowerCase(), value];
  });
  return list.some(([name]) => name === 'host') ? list : [['host', host], ...list];
}
