import { chmod, stat } from 'node:fs/promises';
import { expect, it } from 'vitest';

import { readControlToken } from './control-token.ts';
import { temporaryWorkspace } from './testing/temporary-workspace.ts';

it('makes a token only its owner can read, and keeps it', async () => {
  const workspace = await temporaryWorkspace();
  const first = await readControlToken(workspace.folder);
  expect(first.token).toMatch(/^[0-9a-f]{64}$/);
  expect((await stat(first.file)).mode & 0o777).toBe(0o600);
  expect(await readControlToken(workspace.folder)).toEqual({ ...first, replaced: false });
});

it('replaces a token others could read, and says so', async () => {
  const workspace = await temporaryWorkspace();
  const first = await readControlToken(workspace.folder);
  await chmod(first.file, 0o644);
  const second = await readControlToken(workspace.folder);
  expect(second.replaced).toBe(true);
  expect(second.token).not.toBe(first.token);
  expect((await stat(first.file)).mode & 0o777).toBe(0o600);
});

it('replaces what is not a token', async () => {
  const workspace = await temporaryWorkspace();
  await workspace.write('.nexo/token', 'short');
  expect(await readControlToken(workspace.folder)).toMatchObject({ replaced: true });
});
