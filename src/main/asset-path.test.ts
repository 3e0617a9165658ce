import { expect, it } from 'vitest';

import { resolveAssetPath } from './asset-path.ts';

it.each([
  ['/', '/app/index.html'],
  ['/index.html', '/app/index.html'],
  ['/assets/index-B4x_q1.js', '/app/assets/index-B4x_q1.js'],
  ['/assets/ts.worker-Dk2.js', '/app/assets/ts.worker-Dk2.js'],
  ['/assets/codicon.ttf', '/app/assets/codicon.ttf'],
])('finds %s', (urlPath, file) => {
  expect(resolveAssetPath('/app', urlPath)).toBe(file);
});

it.each([
  '/../secret.js',
  '/assets/../../secret.js',
  '/assets/%2e%2e/secret.js',
  '/assets%2Fx.js',
  '/assets\\x.js',
  '//host/x.js',
  '/.env',
  '/assets/.hidden.js',
  '/a/b/c/d.js',
  '/assets/',
  '/etc/passwd',
  '/x.js\0.png',
])('refuses %s', (urlPath) => {
  expect(resolveAssetPath('/app', urlPath)).toBeUndefined();
});
