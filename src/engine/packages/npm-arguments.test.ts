import { expect, test } from 'vitest';

import { packageChangeSchema } from '../../contract/package.ts';
import { npmArguments, npmReason } from './npm-arguments.ts';

test('npm never runs scripts, and takes names for nothing else', () => {
  const change = packageChangeSchema.parse({ action: 'add', folder: '', packages: ['hono@^4', '@scope/x'] });
  const given = npmArguments(change);
  expect(given[0]).toBe('install');
  expect(given).toContain('--ignore-scripts');
  expect(given.slice(given.indexOf('--') + 1)).toEqual(['hono@^4', '@scope/x']);
});

test.each(['--global', '-g', 'git+ssh://x/y', 'file:../x', '../x', 'a b', 'x@$(y)', 'x@file:y', 'https://x/y.tgz', ''])(
  '%j is no package',
  (spec) => {
    expect(packageChangeSchema.safeParse({ action: 'add', folder: '', packages: [spec] }).success).toBe(false);
  },
);

test.each(['..', 'shared', 'functions/a/b', '/etc', 'functions/A'])('%j is no folder for packages', (folder) => {
  expect(packageChangeSchema.safeParse({ action: 'install', folder }).success).toBe(false);
});

test('the reason is what npm says of it', () => {
  expect(
    npmReason([
      'npm http fetch GET 404 http://127.0.0.1/none 12ms',
      'npm error code E404',
      'npm error 404 Not Found - GET http://127.0.0.1/none - not found',
      "npm error 404  'none@*' is not in this registry.",
      'npm error A complete log of this run can be found in: /root/.npm/_logs/x.log',
    ]),
  ).toBe("Not Found - GET http://127.0.0.1/none - not found\n 'none@*' is not in this registry.");
  expect(npmReason(['added 1 package'])).toBeUndefined();
});
