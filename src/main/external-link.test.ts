import { expect, it } from 'vitest';

import { allowedExternalUrl } from './external-link.ts';

const gateway = 'http://127.0.0.1:3000';

it.each([
  ['https://nexo.studio/docs', 'https://nexo.studio/docs'],
  ['HTTPS://NEXO.studio', 'https://nexo.studio/'],
  ['http://127.0.0.1:3000/fn/api/hello?x=1', 'http://127.0.0.1:3000/fn/api/hello?x=1'],
])('allows %s', (text, url) => {
  expect(allowedExternalUrl(text, gateway)).toBe(url);
});

it.each([
  '',
  'nexo.studio',
  'http://nexo.studio',
  'http://127.0.0.1:3001/',
  'http://127.0.0.1:3000@evil.example/',
  'http://localhost.evil.example:3000/',
  'https://user:secret@nexo.studio/',
  'https://user@nexo.studio/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://nexo.studio/1',
  'vscode://file/etc/passwd',
  'smb://host/share',
  'mailto:a@b.example',
  'nexo://app/',
  'ms-msdt:/id',
  '\\\\host\\share',
  'https://',
  `https://nexo.studio/${'x'.repeat(2_100)}`,
])('refuses %s', (text) => {
  expect(allowedExternalUrl(text, gateway)).toBeUndefined();
});

it('knows no gateway while none runs', () => {
  expect(allowedExternalUrl(gateway, undefined)).toBeUndefined();
});
