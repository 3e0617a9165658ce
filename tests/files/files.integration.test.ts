import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const answerOf = async (path: string): Promise<unknown> => (await engine.request(`/fn${path}`)).json();

describe('files over the REST API', () => {
  it('are served as soon as they are written', async () => {
    await engine.send('POST', '/api/files', { path: 'shared/price.ts', text: 'export const price = 1;\n' });
    await engine.deploy({
      name: 'shop',
      language: 'typescript',
      code: "import { price } from 'shared/price';\nexport function handler() { return { price }; }\n",
    });
    expect(await answerOf('/shop')).toEqual({ price: 1 });
    const written = await engine.send('PUT', '/api/files/shared/price.ts', { text: 'export const price = 2;\n' });
    expect(written).toMatchObject({ status: 200, body: { path: 'shared/price.ts' } });
    expect(await answerOf('/shop')).toEqual({ price: 2 });
    const read = await engine.send('GET', '/api/files/shared/price.ts');
    expect(read.body).toEqual(written.body);
  });

  it('say where they do not compile, as the problem of the function made of them', async () => {
    await engine.send('PUT', '/api/files/shared/price.ts', { text: 'export const price = ;\n' });
    const { body } = await engine.send('GET', '/api/functions/shop');
    expect(body).toMatchObject({ problem: { file: 'shared/price.ts', line: 1 } });
    await engine.send('PUT', '/api/files/shared/price.ts', { text: 'export const price = 3;\n' });
    expect(await answerOf('/shop')).toEqual({ price: 3 });
  });

  it('are moved, deleted and brought back, and the functions follow', async () => {
    const moved = await engine.send('PATCH', '/api/files/shared/price.ts', { to: 'shared/cost.ts' });
    expect(moved).toMatchObject({ status: 200, body: { path: 'shared/cost.ts' } });
    expect((await engine.request('/fn/shop')).status).toBe(500);
    await engine.send('PATCH', '/api/files/shared/cost.ts', { to: 'shared/price.ts' });
    const { body } = await engine.send('DELETE', '/api/files/shared/price.ts');
    expect((await engine.request('/fn/shop')).status).toBe(500);
    expect((await engine.send('GET', '/api/files')).body).not.toContain('shared/price.ts');
    await engine.send('POST', `/api/file-removals/${body.removal}/restore`);
    expect(await answerOf('/shop')).toEqual({ price: 3 });
  });

  it('are refused outside of their folders', async () => {
    const refused = await engine.send('PUT', '/api/files/nexo.json', { text: '{}' });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT' } } });
    const upwards = await engine.request('/api/files/shared%2f..%2f.nexo%2ftoken');
    expect(upwards.status).toBe(400);
  });
});

describe('unsaved files', () => {
  it('run together with the unsaved code, and nothing is stored', async () => {
    await write('functions/shop/lib/tax.ts', 'export const tax = 1;\n');
    const { body } = await engine.send('POST', '/api/functions/shop/invoke', {
      draft: {
        code: "import { tax } from './lib/tax';\nimport { price } from 'shared/price';\nexport const handler = () => tax + price;\n",
        files: {
          'functions/shop/lib/tax.ts': 'export const tax = 10;\n',
          'shared/price.ts': 'export const price = 5;\n',
        },
      },
    });
    expect(body).toMatchObject({ status: 200, body: '15' });
    expect(await answerOf('/shop')).toEqual({ price: 3 });
  });

  it('name the file they do not parse in', async () => {
    const { status, body } = await engine.send('POST', '/api/functions/shop/invoke', {
      draft: {
        code: "import { price } from 'shared/price';\nexport const handler = () => price;\n",
        files: { 'shared/price.ts': '\nexport const price = ;\n' },
      },
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'SYNTAX_ERROR', file: 'shared/price.ts', line: 2 });
  });
});

describe('a duplicate', () => {
  it('has all files of the original and serves under its own route', async () => {
    const copied = await engine.send('POST', '/api/functions/shop/duplicate', {
      name: 'shop copy',
      route: '/shop-copy',
    });
    expect(copied).toMatchObject({ status: 201, body: { id: 'shop-copy', name: 'shop copy', route: '/shop-copy' } });
    expect(await answerOf('/shop-copy')).toEqual({ price: 3 });
    expect((await engine.send('GET', '/api/files')).body).toContain('functions/shop-copy/lib/tax.ts');
    const again = await engine.send('POST', '/api/functions/shop/duplicate', { name: 'x', route: '/shop' });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'ROUTE_CONFLICT' } } });
  });
});

async function write(file: string, text: string): Promise<void> {
  const path = join(engine.workspace, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
