import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { openRequestSchema, type OpenRequest } from '../contract/shell.ts';
import { collectOpenRequests } from './open-requests.ts';

/** What Electron's app tells of the system's wishes. */
const system = vi.hoisted(() => ({ app: undefined as unknown as EventEmitter }));
vi.mock('electron', () => ({
  get app() {
    return system.app;
  },
}));

let folder = '';
let bundle = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nexo-opens-'));
  bundle = path.join(folder, 'shop.nexo.zip');
  await writeFile(bundle, '');
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  system.app = new EventEmitter();
});

const prevented = vi.fn();
const openUrl = (link: string) => system.app.emit('open-url', { preventDefault: prevented }, link);
const openFile = (file: string) => system.app.emit('open-file', { preventDefault: prevented }, file);
const startAgain = (...args: string[]) => system.app.emit('second-instance', {}, ['nexo-studio', ...args], folder);

/** Everything that waits, as the window would get it. */
async function taken(opens: ReturnType<typeof collectOpenRequests>): Promise<OpenRequest[]> {
  const last: OpenRequest = { type: 'function', id: 'the-last' };
  opens.add([last]);
  const found: OpenRequest[] = [];
  for await (const request of opens.take()) {
    if (request.type === last.type && request.id === last.id) return found;
    found.push(request);
  }
  return found;
}

it('takes links and bundles of a Mac, and those of a second start, in the order they came', async () => {
  const opens = collectOpenRequests();
  openUrl('nexo://open?function=orders');
  openFile(bundle);
  startAgain('--flag', '.', pathToFileURL(bundle).href, 'nexo://open?function=cart', 'gone.nexo.zip');
  expect(prevented).toHaveBeenCalledTimes(2);
  const shop = { type: 'bundle', file: bundle };
  expect(await taken(opens)).toEqual([
    { type: 'function', id: 'orders' },
    shop,
    shop,
    { type: 'function', id: 'cart' },
  ]);
  expect(await taken(opens)).toEqual([]);
});

it.each([
  'nexo:shop.nexo.zip',
  'nexo:../shop.nexo.zip',
  'NEXO:x/../shop.nexo.zip',
  'nexo://open/../../shop.nexo.zip',
  'nexo://open?file=shop.nexo.zip',
  'nexo://open?function=orders&file=shop.nexo.zip',
  'nexo://open?function=orders%00',
  'nexo://user@open?function=orders',
  'nexo://open:1?function=orders',
  'nexo://import?url=https://evil.example/shop.nexo.zip',
  'file:///etc/passwd',
  'file://evil.example/shop.nexo.zip',
  'file://%',
  'javascript:alert(1)',
  '',
  ['nexo:', '.nexo.zip'].join('x'.repeat(9_000)),
])('lets %.60s do nothing, whichever way it comes', async (link) => {
  const opens = collectOpenRequests();
  openUrl(link);
  startAgain(link);
  expect(await taken(opens)).toEqual([]);
});

it('takes no file for a bundle that is none', async () => {
  const opens = collectOpenRequests();
  for (const file of [folder, '/etc/passwd', `${bundle}\0`, `/${'x'.repeat(9_000)}.nexo.zip`, '']) openFile(file);
  expect(await taken(opens)).toEqual([]);
});

it('lets no link do more than show a function, and none fail', async () => {
  const part = fc.oneof(
    fc.constantFrom('nexo:', '//', 'open', '?', 'function=', 'a', '&', '#', '..', '/', '%'),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part), async (parts) => {
      system.app = new EventEmitter();
      const opens = collectOpenRequests();
      const link = parts.join('');
      openUrl(link);
      startAgain(`nexo:${link}`);
      for (const request of await taken(opens)) {
        expect(openRequestSchema.parse(request)).toEqual({ type: 'function', id: expect.any(String) });
      }
    }),
  );
});

it('keeps the latest of a flood only', async () => {
  const opens = collectOpenRequests();
  for (let index = 0; index < 500; index += 1) openUrl(`nexo://open?function=f${index}`);
  const found = await taken(opens);
  expect(found).toHaveLength(19);
  expect(found.at(-1)).toEqual({ type: 'function', id: 'f499' });
});
