import { expect, test } from 'vitest';

import { parseCurl } from '../../kit/parse-curl.ts';
import { requestOfCurl } from './request-of-curl.ts';
import { bodyOf, sentHeaders } from './request-body.ts';
import { firstRequest } from './requests-store.ts';

const before = firstRequest({ route: '/orders', methods: ['GET'] });
const take = (command: string) => requestOfCurl(parseCurl(command).request!, before);

test('takes a command to the gateway over', () => {
  const { request } = take(`curl 'http://127.0.0.1:3000/fn/orders?a=1' -H 'x-a: 1' --json '{"a":1}'`);
  expect(request).toMatchObject({ method: 'POST', path: '/orders?a=1', bodyType: 'json', body: '{"a":1}' });
  expect(sentHeaders(request)).toContainEqual(['content-type', 'application/json']);
  expect(sentHeaders(request)).toContainEqual(['x-a', '1']);
});

test('keeps a content type of its own', () => {
  const { request } = take(`curl http://a/ -H 'content-type: text/csv' -d 'a,b'`);
  expect(request).toMatchObject({ bodyType: 'text', body: 'a,b', path: '/' });
  expect(sentHeaders(request)).toEqual([['content-type', 'text/csv']]);
});

test('names the files to choose', () => {
  expect(take('curl http://a/ -F a=b -F f=@x.png')).toMatchObject({
    files: ['x.png'],
    request: { bodyType: 'multipart', parts: [{ name: 'a', value: 'b' }, { name: 'f' }] },
  });
  expect(take('curl http://a/ -T x.bin')).toMatchObject({ files: ['x.bin'], request: { bodyType: 'file' } });
});

test('a form with files is sent as RFC 7578 has it', async () => {
  const file = { name: 'ä.txt', type: 'text/plain', bytes: 2, base64: btoa('hi') };
  const parts = [
    { name: 'a"b', value: 'ü', file: null },
    { name: 'f', value: '', file },
  ];
  const request = { ...before, method: 'POST', bodyType: 'multipart' as const, parts };
  const bytes = Uint8Array.from(atob(bodyOf(request)?.text ?? ''), (character) => character.charCodeAt(0));
  const form = await new Response(bytes, { headers: sentHeaders(request) }).formData();
  expect(form.get('a"b') ?? form.get('a%22b')).toBe('ü');
  expect(await (form.get('f') as File).text()).toBe('hi');
  expect((form.get('f') as File).name).toBe('ä.txt');
});
