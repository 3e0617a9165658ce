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

/** Reads words as POSIX sh does (2.2.1 and 2.2.2): a backslash keeps the next character, single quotes keep all. */
function shellWords(command: string): string[] {
  const words = command.match(/(?:\\\n|\s)+|(?:'[^']*'|\\[^\n]|[^\s'\\])+/g) ?? [];
  return words
    .filter((word) => !/^(?:\\\n|\s)+$/.test(word))
    .map((word) =>
      word.replaceAll(/'([^']*)'|\\(.)/gs, (_whole, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''),
    );
}

test('a shell reads back what was written, quotes, dollars and line breaks included', () => {
  const body = `it's "$HOME" \`date\`\n\\ end`;
  const command = curlCommand({ method: 'POST', url, headers: [['x-a', "b'c"]], body });
  expect(shellWords(command)).toEqual(['curl', url, '-H', "x-a: b'c", '--data-raw', body]);
});

test('a file is sent as it is, from where curl is run', () => {
  expect(curlCommand({ method: 'POST', url, headers: [], bodyFile: "Ada's.png" })).toBe(
    `curl '${url}' \\\n  --data-binary '@Ada'\\''s.png'`,
  );
});
