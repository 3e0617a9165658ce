import type { IncomingMessage } from 'node:http';

import { describe, expect, it } from 'vitest';

import { checkRequest } from './check-request.ts';

function check(url: string, rawHeaders: string[] = ['Host', 'here']): unknown {
  const headers = Object.fromEntries(
    Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
      (rawHeaders[index * 2] ?? '').toLowerCase(),
      rawHeaders[index * 2 + 1],
    ]),
  );
  const request = { httpVersion: '1.1', url, rawHeaders, headers } as unknown as IncomingMessage;
  return checkRequest(request, (host) => host === 'here');
}

describe('checkRequest', () => {
  it.each([
    ['/', '/', ''],
    ['/fn/a?b=c?d', '/fn/a', '?b=c?d'],
    ['/fn/a%20b', '/fn/a%20b', ''],
    ['/fn/%F0%9F%98%80', '/fn/%F0%9F%98%80', ''],
    ['/fn/.hidden/a.b/..c', '/fn/.hidden/a.b/..c', ''],
    ['/fn/a?path=/../x//y%2F', '/fn/a', '?path=/../x//y%2F'],
    ["/fn/!$&'()*+,;=:@-._~", "/fn/!$&'()*+,;=:@-._~", ''],
  ])('takes %s apart', (url, path, query) => {
    expect(check(url)).toEqual({ path, query });
  });

  it.each(['', '*', 'http://here/', '/a/..', '/a/.', '/.', '/a/%2E./b', '/a%5Cb', '/%E0%A4', '/a b', '/a?b#c', '//'])(
    'refuses the target %j',
    (url) => {
      expect(() => check(url)).toThrow(expect.objectContaining({ code: 'MALFORMED_REQUEST' }));
    },
  );

  it('refuses headers that may stand only once', () => {
    expect(() => check('/', ['Host', 'here', 'HOST', 'here'])).toThrow('host is there twice');
    expect(() => check('/', ['Host', 'here', 'X-A', '1', 'X-A', '2'])).not.toThrow();
  });
});
