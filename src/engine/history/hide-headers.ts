import { hiddenValue } from '../../contract/call.ts';
import type { HeaderList } from '../../contract/invocation.ts';
import type { Mask } from '../secrets/mask.ts';

/** Headers that say who somebody is: whoever reads one can be them. */
const credentials = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
  'apikey',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
  'x-xsrf-token',
  'x-amz-security-token',
  'x-goog-api-key',
]);

/** Whether a header's value is kept from everybody. */
export function isCredential(name: string): boolean {
  return credentials.has(name.toLowerCase());
}

/**
 * Headers as they may be kept and shown: the values of credentials are hidden, with their scheme or the cookie's name
 * left in place; a function's secrets are hidden everywhere.
 */
export function hideHeaders(headers: HeaderList, mask: Mask): HeaderList {
  return headers.map(([name, value]) => [name, isCredential(name) ? hideValue(name, value) : mask.text(value)]);
}

function hideValue(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case 'cookie':
      return value
        .split(';')
        .map((pair) => hidePair(pair.trim()))
        .join('; ');
    case 'set-cookie': {
      const [pair = '', ...attributes] = value.split(';');
      return [hidePair(pair), ...attributes].join(';');
    }
    case 'authorization':
    case 'proxy-authorization': {
      const scheme = /^[A-Za-z][\w-]*(?= )/.exec(value)?.[0];
      return scheme === undefined ? hiddenValue : `${scheme} ${hiddenValue}`;
    }
    default:
      return hiddenValue;
  }
}

function hidePair(pair: string): string {
  const at = pair.indexOf('=');
  return at < 0 ? hiddenValue : `${pair.slice(0, at)}=${hiddenValue}`;
}
