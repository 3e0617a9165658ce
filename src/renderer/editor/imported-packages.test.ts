import { expect, test } from 'vitest';

import { importedPackages } from './imported-packages.ts';

test('packages are told from files and from modules of Node', () => {
  const text = `import { Hono } from 'hono';
import { cors } from "hono/cors";
import './side.ts';
import fs from 'node:fs';
import m from 'shared/money';
export { z } from '@scope/zod';
const jose = await import('jose');
import again from 'hono';
`;
  expect(importedPackages(text)).toEqual(['hono', 'hono/cors', '@scope/zod', 'jose']);
});
