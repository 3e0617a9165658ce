import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { readFolder } from './read-folder.ts';

it('reads a project without what is hidden, installed, built or linked, and no value of a secret', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nexo-project-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = {
    'src/index.ts': 'export default {};',
    '.dev.vars': '# why\nTOKEN=secret\nexport OTHER = "secret"\nKEY="-----BEGIN\nsecret=\n-----END"\nLAST=\'',
    '.git/config': 'secret',
    'node_modules/x/index.js': '',
    'dist/index.js': '',
    'odd$name.js': '',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await symlink('/etc/passwd', join(folder, 'link.txt'));
  const read = await readFolder(folder);
  expect(read.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
    ['.dev.vars', '# why\nTOKEN=\nexport OTHER =\nKEY=\nLAST='],
    ['src/index.ts', 'export default {};'],
  ]);
  expect(read.left).toEqual(['link.txt', 'odd$name.js']);
  await writeFile(join(folder, '.env'), 'A=\n'.repeat(200_000));
  await expect(readFolder(folder)).rejects.toThrow('.env: more than 0.5 MB');
});
