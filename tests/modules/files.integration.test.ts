import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { modulesWorkspace, type ModulesWorkspace } from './workspace.ts';

const shopEntry = `
import { price } from './lib/price';
import { currency } from '../../shared/currency.ts';
import { shout } from 'shared/text';
import config from './config.json';
import note from './note.md';
import raw from './logo.bin' with { type: 'bytes' };

export default {
  fetch(request) {
    if (new URL(request.url).pathname.endsWith('/fail')) price(undefined);
    return Response.json({ text: shout(price(3) + currency), config, note, raw: [...raw] });
  },
};
`;
const price = 'export const price = (count: number): string => {\n  return count.toFixed(2);\n};\n';

let workspace: ModulesWorkspace;
beforeAll(async () => {
  workspace = await modulesWorkspace([], {
    shop: {
      'index.ts': shopEntry,
      'lib/price.ts': price,
      'config.json': '{ "vat": 19 }',
      'note.md': '# Note',
      'logo.bin': '\u0001\u0002',
    },
    other: { 'index.js': `import { currency } from 'shared/currency'; export default () => new Response(currency);` },
    alone: { 'index.js': 'function handler() { return 1; }' },
  });
  await workspace.write('shared/currency.ts', `export const currency = '€';`);
  await workspace.write('shared/text/index.js', `export * from '../text.js';`);
  await workspace.write('shared/text.ts', 'export const shout = (text: string) => text.toUpperCase();');
}, 60_000);
afterAll(() => workspace.dispose());

const call = async (path: string) => {
  const response = await workspace.engine.request(`/fn${path}`);
  return { status: response.status, body: await response.text(), version: response.headers.get('x-nexo-version') };
};
const known = async (id: string) => (await workspace.engine.send('GET', `/api/functions/${id}`)).body;

describe('a function of several files', () => {
  it('runs with its helpers, shared modules, JSON, text and bytes', async () => {
    const { body, version } = await call('/shop/');
    expect(JSON.parse(body)).toEqual({ text: '3.00€', config: { vat: 19 }, note: '# Note', raw: [1, 2] });
    expect((await known('shop')).version).toBe(version);
  });

  it('names the helper and its line where it throws', async () => {
    const { status } = await call('/shop/fail');
    expect(status).toBe(500);
    const failed = await workspace.engine.send('POST', '/api/functions/shop/invoke', { path: '/shop/fail' });
    expect(failed.body.error).toMatchObject({
      message: expect.stringContaining('toFixed'),
      position: { file: 'functions/shop/lib/price.ts', line: 2, column: 16 },
    });
    expect(failed.body.error.stack).toMatch(
      /at price \(functions\/shop\/lib\/price\.ts:2:16\)\n.*functions\/shop\/index\.ts:11:58/,
    );
  });

  it('runs unsaved code with the saved files it imports', async () => {
    const code = `import { price } from './lib/price'; export default () => new Response(price(1) + ' draft');`;
    const run = await workspace.engine.send('POST', '/api/functions/shop/invoke', { draft: { code } });
    expect(run.body).toMatchObject({ status: 200, body: '1.00 draft' });
  });
});

describe('a change on the disk', () => {
  it('of a helper reaches the function it is part of', async () => {
    const before = await call('/shop/');
    await workspace.write('functions/shop/lib/price.ts', price.replace('(2)', '(1)'));
    await expect.poll(async () => (await call('/shop/')).body).toContain('"text":"3.0€"');
    expect((await call('/shop/')).version).not.toBe(before.version);
    expect((await known('shop')).version).toBe((await call('/shop/')).version);
  });

  it('of a shared module reaches all functions it is part of, and no other', async () => {
    const before = await Promise.all(['/shop/', '/other/', '/alone/'].map(call));
    await workspace.write('shared/currency.ts', `export const currency = '$';`);
    await expect.poll(async () => (await call('/other/')).body).toBe('$');
    await expect.poll(async () => (await call('/shop/')).body).toContain('3.0$');
    expect((await call('/alone/')).version).toBe(before[2]?.version);
    await workspace.write('shared/currency.ts', `export const currency = '€';`);
    await expect.poll(async () => (await call('/other/')).body).toBe('€');
    expect((await call('/other/')).version).toBe(before[1]?.version);
  });

  it('that does not compile shows as a problem, until it is mended', async () => {
    await call('/other/');
    await workspace.write('shared/currency.ts', 'export const currency = ;');
    await expect
      .poll(async () => (await known('other')).problem)
      .toEqual({
        file: 'shared/currency.ts',
        line: 1,
        column: 25,
        reason: 'shared/currency.ts:1:25: Unexpected ";"',
      });
    const { status, body } = await call('/other/');
    expect(status).toBe(500);
    expect(JSON.parse(body).error).toMatchObject({
      code: 'THROWN',
      message: expect.stringContaining('Unexpected ";"'),
    });
    expect((await known('other')).damage).toBeNull();

    await workspace.write('shared/currency.ts', `export const currency = '£';`);
    await expect.poll(async () => (await known('other')).problem).toBeUndefined();
    expect((await call('/other/')).body).toBe('£');
  });

  it('of the entry by another editor shows its problem without a call', async () => {
    await workspace.write('functions/alone/index.js', 'function handler() {\n  return );\n}');
    await expect
      .poll(async () => (await known('alone')).problem)
      .toMatchObject({
        file: 'functions/alone/index.js',
        line: 2,
        column: 10,
      });
    await workspace.write(
      'functions/alone/index.js',
      `import { two } from './two.js'; function handler() { return two; }`,
    );
    await expect.poll(async () => (await known('alone')).problem?.reason).toContain('there is no such file');
    await workspace.write('functions/alone/two.js', 'export const two = 2;');
    await expect.poll(async () => (await call('/alone/')).body).toBe('2');
  });

  it('that removes a file shows, and so does its return', async () => {
    const file = join(workspace.folder, 'functions/alone/two.js');
    await rename(file, `${file}.away`);
    await expect.poll(async () => (await known('alone')).problem?.reason).toContain('there is no such file');
    await rename(`${file}.away`, file);
    await expect.poll(async () => (await call('/alone/')).status).toBe(200);
    await rm(file);
    await expect.poll(async () => (await call('/alone/')).status).toBe(500);
  });
});

it('a function made through the API may import shared modules at once', async () => {
  const { deploy, send } = workspace.engine;
  const code = `import { shout } from '../../shared/text'; export default () => new Response(shout('hi'));`;
  const made = await deploy({ name: 'new-one', code, language: 'typescript' });
  const answer = await call('/new-one');
  expect(answer).toMatchObject({ body: 'HI', version: made.version });
  const refused = await send('PUT', `/api/functions/${made.id}`, { code: `import './nowhere.ts';` });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'SYNTAX_ERROR', line: 1, column: 8 } } });
  expect((await call('/new-one')).body).toBe('HI');
});

it('an installed package reaches the functions that use packages', async () => {
  const code = `import greet from 'greet'; export default () => new Response(greet);`;
  const refused = await workspace.engine.send('POST', '/api/functions', { name: 'greeter', route: '/greeter', code });
  expect(refused.body.error.message).toContain('npm install greet');
  const install = async (text: string): Promise<void> => {
    await workspace.write('node_modules/greet/package.json', '{ "name": "greet", "exports": "./main.js" }');
    await workspace.write('node_modules/greet/main.js', `export default '${text}';`);
    await workspace.write('node_modules/.package-lock.json', JSON.stringify({ text }));
  };
  await install('hello');
  await workspace.engine.deploy({ name: 'greeter', code });
  expect((await call('/greeter')).body).toBe('hello');
  await install('good day');
  await expect.poll(async () => (await call('/greeter')).body).toBe('good day');
});
