import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

/** Bodies that go to the engine beside the messages that announce them. */
let nexo: TestEngine;
beforeAll(async () => {
  nexo = await startEngine({ flags: {} });
  await nexo.deploy({
    name: 'long',
    code: `export default { fetch(request) {
      const [size, letter, form] = new URL(request.url).search.slice(1).split(',');
      const text = letter.repeat(+size);
      const headers = { 'content-type': 'text/plain' };
      return new Response(form === 'bytes' ? new TextEncoder().encode(text) : text, { headers });
    } };`,
    limits: { cpuMs: 2_000 },
  });
  await nexo.deploy({
    name: 'caller',
    bindings: { LONG: { function: 'long' } },
    code: `export default { async fetch(request, env) {
      const text = await (await env.LONG.fetch('http://long/long?700000,b')).text();
      return Response.json([text.length, text === 'b'.repeat(700_000)]);
    } };`,
    limits: { cpuMs: 2_000 },
  });
});
afterAll(() => nexo.dispose());

describe('a long body', () => {
  it.each([
    ['text', 65_536],
    ['text', 65_537],
    ['text', 1_048_576],
    ['bytes', 1_000_003],
  ])('of %s, %i bytes, arrives whole with its length', async (form, size) => {
    const response = await nexo.request(`/fn/long?${size},a,${form}`);
    expect(response.headers.get('content-length')).toBe(String(size));
    expect(await response.text()).toBe('a'.repeat(size));
  });

  it('is UTF-8', async () => {
    const response = await nexo.request(`/fn/long?200000,${encodeURIComponent('%C3%BC')}`);
    const text = await response.text();
    expect(Buffer.byteLength(text)).toBe(Number(response.headers.get('content-length')));
  });

  it('does not mix with others on their way, long or short', async () => {
    const letters = 'abcdefghijklmnop'.split('');
    const sizes = letters.map((_, index) => (index % 3 === 0 ? 10 : 100_000 * (index + 1)));
    const texts = await Promise.all(
      letters.map(async (letter, index) => (await nexo.request(`/fn/long?${sizes[index]},${letter}`)).text()),
    );
    expect(texts.map((text) => text.length)).toEqual(sizes);
    expect(texts.every((text, index) => text === letters[index]!.repeat(sizes[index]!))).toBe(true);
  });

  it('leaves those after it alone when its client goes away', async () => {
    const leaving = httpRequest(`${nexo.url}/fn/long?4000000,x`);
    leaving.on('error', () => undefined).end();
    const [response] = (await once(leaving, 'response')) as [NodeJS.ReadableStream & { destroy(): void }];
    response.destroy();
    const after = await nexo.request('/fn/long?300000,y');
    expect(await after.text()).toBe('y'.repeat(300_000));
  });

  it('has its length, and nothing else, for HEAD', async () => {
    const response = await nexo.request('/fn/long?300000,z', { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe('300000');
    expect(await response.text()).toBe('');
    expect(await (await nexo.request('/fn/long?3,z')).text()).toBe('zzz');
  });

  it('arrives at another function, and in its call', async () => {
    const response = await nexo.request('/fn/caller');
    expect(await response.json()).toEqual([700_000, true]);
  });
});
