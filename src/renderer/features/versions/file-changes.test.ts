import { expect, it } from 'vitest';

import { defaultLimits } from '../../../contract/default-limits.ts';
import type { VersionContent } from '../../../contract/version.ts';
import { changesBetween, isChanged, languageOf } from './file-changes.ts';

const version = (route: string, files: Record<string, string>): VersionContent => ({
  settings: {
    name: 'a',
    route,
    methods: ['GET'],
    language: 'javascript',
    limits: defaultLimits,
    env: [],
    bindings: {},
    secrets: [],
    file: 'functions/a/index.js',
  },
  files: Object.entries(files).map(([path, text]) => ({ path, text, encoding: 'utf8' })),
});

it('puts what differs first: files of either side, and settings', () => {
  const before = version('/a', { 'functions/a/index.js': 'one', 'functions/a/same.js': 's', 'shared/gone.js': 'g' });
  const after = version('/b', { 'functions/a/index.js': 'two', 'functions/a/same.js': 's' });
  const changes = changesBetween(before, after);
  expect(changes.filter(isChanged).map(({ path }) => path)).toEqual([
    'functions/a/index.js',
    'functions/a/function.json',
    'shared/gone.js',
  ]);
  expect(changes.at(-1)?.path).toBe('functions/a/same.js');
  expect(changesBetween(null, after).every(isChanged)).toBe(true);
});

it('colours files by their endings', () => {
  expect(['a.ts', 'a.tsx', 'a.mjs', 'a.json', 'a.txt', 'a'].map(languageOf)).toEqual([
    'typescript',
    'typescript',
    'javascript',
    'json',
    'plaintext',
    'plaintext',
  ]);
});
