import { gunzipSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const limits = { cpuMs: 20_000 };
const methods = ['GET', 'POST'] as const;

describe('cryptography through the gateway', () => {
  it('signs with a key made while the module was loading, for as long as the isolate lives', async () => {
    const code = `
      const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      export default { async fetch(request) {
        const data = await request.arrayBuffer();
        if (request.method === 'POST') return new Response(await crypto.subtle.sign(algorithm, privateKey, data));
        const signature = Uint8Array.fromHex(new URL(request.url).searchParams.get('signature'));
        return Response.json(await crypto.subtle.verify(algorithm, publicKey, signature, new TextEncoder().encode('text')));
      } };`;
    await engine.deploy({ name: 'sign', code, limits, methods: [...methods] });
    const signed = await engine.request('/fn/sign', { method: 'POST', body: 'text' });
    const signature = Buffer.from(await signed.arrayBuffer());
    expect(signature).toHaveLength(64);
    const verify = async (bytes: Buffer) =>
      (await engine.request(`/fn/sign?signature=${bytes.toString('hex')}`)).json() as Promise<boolean>;
    expect(await verify(signature)).toBe(true);
    signature[0]! ^= 1;
    expect(await verify(signature)).toBe(false);
  });

  it('works in the plain form, too', async () => {
    const code = `async function handler(request) {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(request.body));
      return { hex: new Uint8Array(digest).toHex() };
    }`;
    await engine.deploy({ name: 'digest', code, methods: [...methods] });
    const response = await engine.request('/fn/digest', { method: 'POST', body: 'abc' });
    expect(await response.json()).toEqual({ hex: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' });
  });
});

describe('compression through the gateway', () => {
  it('packs and unpacks bodies as they stream', async () => {
    const code = `export default { fetch(request) {
      const [name, format] = new URL(request.url).pathname.split('/').slice(-2);
      return new Response(request.body.pipeThrough(new globalThis[name](format)));
    } };`;
    await engine.deploy({ name: 'pack', code, limits, methods: [...methods], route: '/pack/:name/:format' });
    const text = 'What goes in comes out. '.repeat(20_000);
    const send = async (path: string, body: string | Uint8Array<ArrayBuffer>) => {
      const response = await engine.request(`/fn/pack/${path}`, { method: 'POST', body });
      return new Uint8Array(await response.arrayBuffer());
    };
    expect(gunzipSync(await send('CompressionStream/gzip', text)).toString()).toBe(text);
    expect(Buffer.from(await send('DecompressionStream/gzip', gzipSync(text))).toString()).toBe(text);
    const packed = await send('CompressionStream/brotli', text);
    expect(packed.length).toBeLessThan(2_000);
    expect(Buffer.from(await send('DecompressionStream/brotli', packed)).toString()).toBe(text);
  });
});
