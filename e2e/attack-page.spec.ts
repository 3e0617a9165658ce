import path from 'node:path';

import { _electron } from '@playwright/test';

import { attack, serveAttackPage } from './fixtures/attack-page.ts';
import { countCases } from './fixtures/count-cases.ts';
import { callHttp, postJson } from './fixtures/http.ts';
import { expect, test } from './fixtures/test.ts';

const browser = path.join(import.meta.dirname, 'fixtures/browser');

test(
  'a page of another site reads nothing, changes nothing and calls no function',
  { tag: '@g3' },
  async ({ studio, userData }, testInfo) => {
    const engine = await studio.url();
    const draft = {
      name: 'target',
      route: '/target',
      methods: ['GET', 'POST'],
      code: 'function handler() { return 1; }',
    };
    expect((await postJson(`${engine}/api/functions`, draft)).status).toBe(201);
    const { port, server } = await serveAttackPage();
    const evil = `http://evil.example:${port}`;
    const plain = await _electron.launch({
      args: [
        browser,
        '--host-resolver-rules=MAP evil.example 127.0.0.1',
        `--user-data-dir=${path.join(userData, 'browser')}`,
        `${evil}/`,
      ],
    });
    try {
      const page = await plain.firstWindow();
      await page.waitForURL(`${evil}/`);
      const { tried, seen } = await page.evaluate(attack, { engine, evil });
      expect(seen).toEqual([]);
      countCases(testInfo, tried);
    } finally {
      await plain.close();
      server.closeAllConnections();
      server.close();
    }
    const functions = JSON.parse((await callHttp(`${engine}/api/functions`)).body) as { name: string }[];
    expect(functions.map(({ name }) => name)).toEqual(['target']);
    const stats = JSON.parse((await callHttp(`${engine}/api/functions/target/stats`)).body) as { requests: number };
    expect(stats.requests).toBe(0);
  },
);
