import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { curlCommand } from './curl-command.ts';

const url = 'http://127.0.0.1:3000/fn/api/hello';

test('a plain GET is just the address', () => {
  expect(curlCommand({ method: 'GET', url, headers: [] })).toBe(`curl '${url}'`);
});

test('a POST with a body needs no -X, another method does', () => {
  expect(curlCommand({ method: 'POST', url, headers: [], body: '{}' })).toBe(`curl '${url}' \\\n  --data-raw '{}'`);
  expect(curlCommand({ method: 'PUT', url, headers: [], body: '{}' })).toContain('curl -X PUT ');
  expect(curlCommand({ method: 'POST', url, headers: [] })).toContain('curl -X POST ');
});

test('HEAD asks for headers and sends no body', () => {
  expect(curlCommand({ method: 'HEAD', url, headers: [], body: 'x' })).toBe(`curl --head '${url}'`);
});

test('an empty header stays a header', () => {
  expect(curlCommand({ method: 'GET', url, headers: [['x-empty', '']] })).toContain(`-H 'x-empty;'`);
});

test('a shell reads back what was written, quotes, dollars and line breaks included', () => {
  const body = `it's "$HOME" \`date\`\n\\ end`;
  const command = curlCommand({ method: 'POST', url, headers: [['x-a', "b'c"]], body });
  const words = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' }).split('\0');
  expect(words.slice(0, -1)).toEqual(['curl', url, '-H', "x-a: b'c", '--data-raw', body]);
});
