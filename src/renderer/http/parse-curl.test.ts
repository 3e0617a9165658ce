import { describe, expect, test } from 'vitest';

import { curlCommand } from './curl-command.ts';
import { looksLikeCurl, parseCurl, type ParsedCurl } from '../../kit/parse-curl.ts';

const form = ['content-type', 'application/x-www-form-urlencoded'];
const json = ['content-type', 'application/json'];
const url = 'http://example.com/a';
const text = (body: string) => ({ kind: 'text', text: body });

const commands: [string, string, object][] = [
  ['a bare address', 'curl example.com/a', { method: 'GET', url, headers: [], body: null }],
  ['a prompt before it', '$ curl http://example.com/a', { method: 'GET', url }],
  ['a path to curl', '/usr/bin/curl http://example.com/a', { url }],
  ['curl.exe', 'curl.exe http://example.com/a', { url }],
  ['flags in one word', 'curl -sSLk http://example.com/a', { url, method: 'GET' }],
  ['a query', "curl 'http://example.com/a?b=c&d=e#f'", { url: 'http://example.com/a?b=c&d=e' }],
  ['--url', 'curl --url http://example.com/a', { url }],
  ['-X', 'curl -X DELETE http://example.com/a', { method: 'DELETE' }],
  ['-X in one word', 'curl -XPATCH http://example.com/a', { method: 'PATCH' }],
  ['--request=', 'curl --request=PUT http://example.com/a', { method: 'PUT' }],
  ['-I', 'curl -I http://example.com/a', { method: 'HEAD' }],
  [
    'headers',
    `curl ${url} -H 'A: b' -H "C:d"`,
    {
      headers: [
        ['A', 'b'],
        ['C', 'd'],
      ],
    },
  ],
  ['an empty header', `curl ${url} -H 'X-Empty;'`, { headers: [['X-Empty', '']] }],
  ['a header taken away', `curl ${url} -H 'Accept:'`, { headers: [] }],
  ['a colon in a value', `curl ${url} -H 'Referer: http://x:1/'`, { headers: [['Referer', 'http://x:1/']] }],
  ['headers from a file', `curl ${url} -H @h.txt -H 'a: b'`, { headers: [['a', 'b']], withheld: ['-H @h.txt'] }],
  ['pseudo headers of a browser', `curl ${url} -H ':authority: x' -H 'a: b'`, { headers: [['a', 'b']] }],
  [
    '-A and -e',
    `curl -A 'me/1' -e http://r/ ${url}`,
    {
      headers: [
        ['user-agent', 'me/1'],
        ['referer', 'http://r/'],
      ],
    },
  ],
  ['-r', `curl -r 0-99 ${url}`, { headers: [['range', 'bytes=0-99']] }],
  ['-b', `curl -b 'a=1; b=2' ${url}`, { headers: [['cookie', 'a=1; b=2']] }],
  ['-b with a file', `curl -b jar.txt ${url}`, { headers: [], withheld: ['-b jar.txt'] }],
  ['-u', `curl -u ada:secret ${url}`, { headers: [['authorization', 'Basic YWRhOnNlY3JldA==']] }],
  ['-u without a password', `curl -u ada ${url}`, { headers: [['authorization', 'Basic YWRhOg==']] }],
  ['-u beyond ASCII', `curl -u ä:ö ${url}`, { headers: [['authorization', 'Basic w6Q6w7Y=']] }],
  ['a bearer', `curl --oauth2-bearer t0k ${url}`, { headers: [['authorization', 'Bearer t0k']] }],
  ['-d', `curl -d 'a=1' ${url}`, { method: 'POST', headers: [form], body: text('a=1') }],
  ['-d twice', `curl -d a=1 -d b=2 ${url}`, { body: text('a=1&b=2') }],
  ['-d in one word', `curl -da=1 ${url}`, { body: text('a=1') }],
  ['-d drops line breaks', `curl -d 'a\nb' ${url}`, { body: text('ab') }],
  ['--data-raw keeps an @', `curl --data-raw '@a' ${url}`, { body: text('@a') }],
  ['--data-binary keeps line breaks', `curl --data-binary 'a\nb' ${url}`, { body: text('a\nb') }],
  ['-d @file', `curl -d @a.json ${url}`, { method: 'POST', body: { kind: 'file', name: 'a.json' } }],
  ['--data-binary @file', `curl --data-binary @a.bin ${url}`, { body: { kind: 'file', name: 'a.bin' } }],
  [
    'JSON by its header',
    `curl ${url} -H 'Content-Type: application/json' -d '{"a":1}'`,
    { headers: [['Content-Type', 'application/json']], body: text('{"a":1}') },
  ],
  [
    '--json',
    `curl --json '{"a":1}' ${url}`,
    { method: 'POST', headers: [json, ['accept', 'application/json']], body: text('{"a":1}') },
  ],
  [
    '--data-urlencode',
    `curl --data-urlencode 'q=a b&c' --data-urlencode '=x y' --data-urlencode 'ä' ${url}`,
    { body: text('q=a%20b%26c&x%20y&%C3%A4') },
  ],
  [
    '-G',
    `curl -G -d a=1 --data-urlencode 'b=c d' ${url}?x=0`,
    { method: 'GET', url: `${url}?x=0&a=1&b=c%20d`, body: null },
  ],
  [
    '-F',
    `curl -F name=Ada -F 'note="a;b"' ${url}`,
    {
      method: 'POST',
      body: {
        kind: 'multipart',
        parts: [
          { name: 'name', value: 'Ada', file: null },
          { name: 'note', value: 'a;b' },
        ],
      },
    },
  ],
  [
    '-F with files',
    `curl -F 'f=@/tmp/a.png;type=image/png' -F 'g=@b;filename=c.txt' ${url}`,
    {
      body: {
        kind: 'multipart',
        parts: [
          { name: 'f', file: '/tmp/a.png', type: 'image/png' },
          { name: 'g', file: 'c.txt' },
        ],
      },
    },
  ],
  [
    '--form-string',
    `curl --form-string 'a=@b' ${url}`,
    { body: { kind: 'multipart', parts: [{ name: 'a', value: '@b', file: null }] } },
  ],
  ['-T', `curl -T a.bin ${url}`, { method: 'PUT', body: { kind: 'file', name: 'a.bin' } }],
  ['line continuations', `curl ${url} \\\n  -H 'a: b' \\\r\n  -d x`, { headers: [form, ['a', 'b']], body: text('x') }],
  ['a space behind a continuation', `curl ${url} \\ \n  -d x`, { body: text('x') }],
  ['PowerShell', `curl.exe ${url} \`\n  -H "a: b"`, { headers: [['a', 'b']] }],
  ['quotes side by side', `curl ${url} -d 'it'\\''s'`, { body: text("it's") }],
  ['double quotes with escapes', `curl ${url} -d "{\\"a\\": \\"\\$x\\"}"`, { body: text('{"a": "$x"}') }],
  ["$'…' of Chrome", `curl ${url} --data-raw $'{"a":"it\\'s\\u0021\\n"}'`, { body: text('{"a":"it\'s!\n"}') }],
  [
    'output and time limits',
    `curl -o out.txt -m 10 --connect-timeout 5 -w '%{http_code}' ${url}`,
    { url, method: 'GET' },
  ],
  ['unknown flags', `curl --http3-only --tr-encoding ${url}`, { url }],
  ['a pipe behind it', `curl -s ${url} | jq .`, { url }],
  ['--', `curl -s -- ${url}`, { url }],
  [
    'Chrome, bash',
    `curl 'https://api.example.com/v1/items?limit=2' \\
  -H 'accept: */*' \\
  -H 'sec-ch-ua: "Chromium";v="142", "Not_A Brand";v="99"' \\
  -b 'sid=1' \\
  --data-raw '{"name":"Ada"}' \\
  --compressed`,
    { method: 'POST', url: 'https://api.example.com/v1/items?limit=2', body: text('{"name":"Ada"}') },
  ],
  [
    'Chrome, cmd',
    'curl ^"http://example.com/a?b=1^&c=2^" ^\r\n  -H ^"content-type: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"100^%^\\^"^}^"',
    { method: 'POST', url: 'http://example.com/a?b=1&c=2', headers: [json], body: text('{"a":"100%"}') },
  ],
  ['Windows without carets in quotes', `curl "${url}" ^\n -H "a: b"`, { url, headers: [['a', 'b']] }],
];

test.each(commands)('reads %s', (_name, command, expected) => {
  expect(parseCurl(command)).toMatchObject({ problem: null, request: expected });
});

describe('says what is wrong with', () => {
  test.each([
    ['wget x', { kind: 'not-curl' }],
    ['curl', { kind: 'not-curl' }],
    ['curl -s ', { kind: 'no-url' }],
    ["curl 'http://example.com", { kind: 'open-quote' }],
    ['curl ^"http://example.com', { kind: 'open-quote' }],
    ['curl http://example.com -H', { kind: 'value-missing', detail: '--header' }],
    ['curl http://example.com -H nothing', { kind: 'bad-header', detail: 'nothing' }],
    ['curl ftp://example.com', { kind: 'bad-url', detail: 'ftp://example.com' }],
    ['curl http://', { kind: 'bad-url', detail: 'http://' }],
    ["curl $'\\UFFFFFFFF' http://b", { kind: 'several-urls', detail: 'http://b' }],
    ['curl http://a http://b', { kind: 'several-urls', detail: 'http://b' }],
    ['curl http://a -F nothing', { kind: 'bad-form', detail: 'nothing' }],
    ['curl http://a -X "no way"', { kind: 'bad-method', detail: 'no way' }],
  ])('%s', (command, problem) => {
    expect(parseCurl(command)).toEqual({ request: null, problem });
  });
});

test('knows a curl command by its looks', () => {
  expect(['curl x', ' $ curl x', 'CURL.EXE x'].map(looksLikeCurl)).toEqual([true, true, true]);
  expect(['/curl', 'curly x', '/orders?q=curl x'].map(looksLikeCurl)).toEqual([false, false, false]);
});

test.each<Pick<ParsedCurl, 'method' | 'headers'> & { body: string }>([
  { method: 'POST', headers: [['content-type', 'text/plain']], body: `it's "quoted" \\ $HOME \`x\`\nnext` },
  {
    method: 'PUT',
    headers: [
      ['content-type', 'application/json'],
      ['x-empty', ''],
    ],
    body: '{"a":"ü"}',
  },
])('reads what it writes itself: $method', ({ method, headers, body }) => {
  const { request } = parseCurl(curlCommand({ method, url, headers, body }));
  expect(request).toMatchObject({ method, url, headers, body: text(body) });
});
