import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { defaultLimits } from '../../../contract/limits.ts';
import { parseCallQuery } from '../../../contract/call-query.ts';
import { addDuration, percentilesOf } from '../duration-histogram.ts';
import type { CallRow } from './call-row.ts';
import { createHistoryDatabase, type HistoryDatabase } from './history-database.ts';
import { emptySums, type TrafficSums } from './traffic-table.ts';
import type { StoredVersion } from './version-table.ts';

let folder: string;
let opened: HistoryDatabase[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nexo-history-'));
});
afterEach(() => {
  for (const database of opened) database.close();
  opened = [];
  rmSync(folder, { recursive: true, force: true });
});

function open(budgetBytes = 100_000_000): HistoryDatabase {
  const database = createHistoryDatabase({ file: join(folder, 'state.db'), budgetBytes });
  opened.push(database);
  return database;
}

function close(database: HistoryDatabase): void {
  opened = opened.filter((other) => other !== database);
  database.close();
}

function call(index: number, change: Partial<CallRow> = {}): CallRow {
  return {
    id: `call-${index}`,
    functionId: index % 2 === 0 ? 'even' : 'odd',
    version: 'abc',
    versionNumber: 1,
    environment: null,
    source: 'gateway',
    method: 'GET',
    path: `/n/${index}`,
    status: 200,
    startedAt: index,
    wallMs: index,
    cpuMs: 1,
    heapBytes: 1,
    cold: false,
    sandbox: 1,
    requestBytes: 0,
    responseBytes: 2,
    logs: 0,
    fetches: 0,
    failure: null,
    replayOf: null,
    words: '',
    detail: '{}',
    requestBody: null,
    responseBody: Buffer.from('ok'),
    ...change,
  };
}

const calls = (count: number, from = 0): CallRow[] => Array.from({ length: count }, (_, index) => call(from + index));

describe('calls', () => {
  it('keep to their budget: the oldest go first', () => {
    const database = open(100_000);
    for (let batch = 0; batch < 20; batch++) database.write(calls(100, batch * 100), [], 0);
    const { calls: count, bytes } = database.state();
    expect(bytes).toBeLessThanOrEqual(100_000);
    expect(count).toBeGreaterThan(300);
    const { calls: newest, total } = database.listCalls({ terms: [], offset: 0, limit: 1 });
    expect(total).toBe(count);
    expect(newest[0]?.id).toBe('call-1999');
    expect(database.getCall('call-0')).toBeUndefined();
    close(database);
    expect(open(100_000).state()).toMatchObject({ calls: count, bytes });
  });

  it('are filtered and paged among 100,000', () => {
    const database = open();
    for (let batch = 0; batch < 100; batch++) database.write(calls(1_000, batch * 1_000), [], 0);
    const { terms } = parseCallQuery('fn:odd dur:<=50000');
    expect(database.listCalls({ terms, offset: 10_000, limit: 2 })).toMatchObject({
      total: 25_000,
      calls: [{ id: 'call-29999' }, { id: 'call-29997' }],
    });
    expect(database.callsSince(terms, 49_990, 2)).toMatchObject({
      missed: 3,
      calls: [{ id: 'call-49997' }, { id: 'call-49999' }],
      upTo: 100_000,
    });
  });

  it.each([
    ['n/1_', 0],
    ['path:/n/1*', 2],
    ['id:call-3', 1],
    ['-fn:odd', 6],
    ['version:v1 method:get', 11],
    ['env:prod', 0],
    ['dur:3..4', 2],
    ['heap:<1 has:logs', 0],
  ])('match %s as often as they should', (query, total) => {
    const database = open();
    database.write(calls(11), [], 0);
    const { terms, problems } = parseCallQuery(query);
    expect(problems).toEqual([]);
    expect(database.listCalls({ terms, offset: 0, limit: 100 }).total).toBe(total);
  });

  it('never get the number of one that was cleared', () => {
    const database = open();
    database.write(calls(3), [], 0);
    expect(database.clearCalls([])).toBe(3);
    database.write(calls(1, 3), [], 0);
    expect(database.listCalls({ terms: [], offset: 0, limit: 9 })).toMatchObject({ calls: [{ seq: 4 }], upTo: 4 });
  });
});

describe('traffic', () => {
  const sums = (at: number, durations: number[]): TrafficSums => {
    const one = { ...emptySums('hello', at), requests: durations.length };
    for (const ms of durations) addDuration(one.durations, ms);
    return one;
  };

  it('adds up by minute and by hour, over restarts', () => {
    const first = open();
    first.write([], [sums(0, [1, 2]), sums(60_000, [100])], 0);
    close(first);
    const second = open();
    second.write([], [sums(60_000, [100, 100])], 0);
    expect(second.readTraffic(60_000, 0).map(({ at, requests }) => [at, requests])).toEqual([
      [0, 2],
      [60_000, 3],
    ]);
    const [hour] = second.readTraffic(3_600_000, 0);
    expect(hour?.requests).toBe(5);
    const [p50 = 0] = percentilesOf(hour!.durations, [0.5]);
    expect(Math.abs(p50 - 100)).toBeLessThan(10);
  });

  it('forgets what no range reaches', () => {
    const database = open();
    database.write([], [sums(0, [1])], 9 * 86_400_000);
    expect(database.readTraffic(3_600_000, 0)).toEqual([]);
  });
});

describe('versions', () => {
  const version = (number: number, message: string): StoredVersion => ({
    functionId: 'hello',
    number,
    hash: 'abc',
    content: String(number),
    publishedAt: number,
    origin: 'publish',
    rollbackOf: null,
    message,
    settings: {
      name: 'hello',
      route: '/hello',
      methods: ['GET'],
      language: 'javascript',
      limits: defaultLimits,
      env: [],
      bindings: {},
      secrets: [],
      file: 'functions/hello/index.js',
    },
    bundle: '',
    sourceMap: '',
    inputs: [],
    files: [{ path: 'functions/hello/index.js', bytes: Buffer.from(String(number)) }],
  });

  it('lose the oldest without a message, never the latest', () => {
    const database = open();
    for (let number = 1; number <= 200; number++) database.addVersion(version(number, number === 2 ? '' : 'named'));
    const kept = (): number[] => database.listVersions('hello').map(({ number }) => number);
    database.addVersion(version(201, ''));
    expect(kept()).toHaveLength(200);
    expect(kept()).toContain(1);
    expect(kept()).not.toContain(2);
    database.addVersion(version(202, 'named'));
    expect(kept()).not.toContain(201);
    database.addVersion(version(203, ''));
    expect(kept()).toHaveLength(200);
    expect(kept()).not.toContain(1);
    expect(database.latestVersions()).toMatchObject([{ number: 203 }]);
    expect(database.getVersion('hello', 203)?.files).toHaveLength(1);
  });
});

describe('the file', () => {
  it('of a newer version is set aside', () => {
    const newer = new DatabaseSync(join(folder, 'state.db'));
    newer.exec('PRAGMA user_version = 999');
    newer.close();
    expect(open().state().notice).toMatchObject({ code: 'NEWER' });
    expect(readdirSync(folder).filter((name) => name.includes('newer'))).toHaveLength(1);
  });

  it('with tables that are not ours is set aside', () => {
    const foreign = new DatabaseSync(join(folder, 'state.db'));
    foreign.exec('PRAGMA user_version = 1; CREATE TABLE calls (a)');
    foreign.close();
    const database = open();
    expect(database.state().notice).toMatchObject({ code: 'DAMAGED' });
    database.write(calls(1), [], 0);
  });

  it('that cannot be made is replaced by memory', () => {
    const database = createHistoryDatabase({ file: '/dev/null/state.db', budgetBytes: 1_000_000 });
    opened.push(database);
    expect(database.state().notice).toMatchObject({ code: 'MEMORY_ONLY' });
    database.write(calls(1), [], 0);
    expect(database.state().calls).toBe(1);
  });
});
