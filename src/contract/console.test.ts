import { expect, test } from 'vitest';

import { consoleProtocol, protocolOfToken, tokenOfProtocols } from './console.ts';

const everything = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');

test.each(['0123456789abcdef', everything])('a token of visible characters passes as a subprotocol: %s', (token) => {
  const protocol = protocolOfToken(token);
  expect(protocol).toMatch(/^[\w.]+$/);
  expect(tokenOfProtocols(`${consoleProtocol}, ${protocol}`)).toBe(token);
});

test.each(['', consoleProtocol, 'nexo.token.', 'nexo.token.0', 'nexo.token.00', 'xnexo.token.61'])(
  'no token in %j',
  (offered) => expect(tokenOfProtocols(offered)).toBe(''),
);
