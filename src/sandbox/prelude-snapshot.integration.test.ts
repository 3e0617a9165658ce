import { existsSync } from 'node:fs';
import path from 'node:path';

import ivm from 'isolated-vm';
import { expect, it } from 'vitest';

import { bindName } from '../guest/door.ts';
import { builtSnapshot, preludeSnapshot } from './prelude-snapshot.ts';

it('is there when the engine was built, for this Node and this prelude', () => {
  expect(existsSync(path.join('out/engine/chunks', path.basename(builtSnapshot)))).toBe(true);
});

it('is made anew where none was built', () => {
  expect(existsSync(builtSnapshot)).toBe(false);
  const isolate = new ivm.Isolate({ snapshot: preludeSnapshot() });
  expect(isolate.createContextSync().evalSync(`typeof ${bindName}`)).toBe('function');
  isolate.dispose();
});
