import { describe, expect, test } from 'vitest';

import { relinkImports } from './relink-imports.ts';

/** The texts after a move that differ, by their new paths. */
function after(files: Record<string, string>, from: string, to: string): Record<string, string> {
  const changes = relinkImports(new Map(Object.entries(files)), from, to);
  return Object.fromEntries(changes.map((change) => [change.path, change.to]));
}

describe('a file gets another name', () => {
  test.each([
    ["import { a } from './lib/price';", "import { a } from './lib/cost';"],
    ["export * from './lib/price.ts';", "export * from './lib/cost.ts';"],
    ['import "./lib/price.js";', 'import "./lib/cost.js";'],
    ["const a = await import( './lib/price' );", "const a = await import( './lib/cost' );"],
    ["const a = require('./lib/price');", "const a = require('./lib/cost');"],
  ])('%s', (text, expected) => {
    const files = { 'functions/shop/index.ts': text, 'functions/shop/lib/price.ts': '' };
    expect(after(files, 'functions/shop/lib/price.ts', 'functions/shop/lib/cost.ts')).toEqual({
      'functions/shop/index.ts': expected,
    });
  });

  test('what only looks like it stays', () => {
    const text = "import { a } from './price'; import b from 'price'; import c from './lib/prices';";
    const files = { 'functions/shop/index.js': text, 'functions/shop/lib/price.js': '' };
    expect(after(files, 'functions/shop/lib/price.js', 'functions/shop/lib/cost.js')).toEqual({});
  });

  test('every importer of a shared module follows, each in its own way', () => {
    const files = {
      'functions/a/index.js': "import m from 'shared/money';",
      'functions/b/index.js': "import m from '../../shared/money.js';",
      'shared/money.js': '',
      'shared/tax.js': "import m from './money';",
    };
    expect(after(files, 'shared/money.js', 'shared/lib/coin.js')).toEqual({
      'functions/a/index.js': "import m from 'shared/lib/coin';",
      'functions/b/index.js': "import m from '../../shared/lib/coin.js';",
      'shared/tax.js': "import m from './lib/coin';",
    });
  });
});

describe('a file or folder moves', () => {
  test('its own imports follow', () => {
    const files = {
      'functions/shop/price.js': "import t from './tax.js'; import m from 'shared/money';",
      'functions/shop/tax.js': '',
      'shared/money.js': '',
    };
    expect(after(files, 'functions/shop/price.js', 'functions/shop/lib/deep/price.js')).toEqual({
      'functions/shop/lib/deep/price.js': "import t from '../../tax.js'; import m from 'shared/money';",
    });
  });

  test('what is in one folder stays together, and its index is still found', () => {
    const files = {
      'functions/shop/index.js': "import lib from './lib'; import one from './lib/one';",
      'functions/shop/lib/index.js': "export * from './one';",
      'functions/shop/lib/one.js': "import shop from '../index.js';",
    };
    expect(after(files, 'functions/shop/lib', 'functions/shop/parts/lib')).toEqual({
      'functions/shop/index.js': "import lib from './parts/lib'; import one from './parts/lib/one';",
      'functions/shop/parts/lib/one.js': "import shop from '../../index.js';",
    });
  });
});
