import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { TestResult, TestRunEvent, TestSummary } from '../../src/contract/test.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
let upstream: Server;
let upstreamUrl = '';
let upstreamCalls = 0;

beforeAll(async () => {
  upstream = createServer((request, response) => {
    upstreamCalls += 1;
    response.setHeader('content-type', 'application/json');
    response.setHeader('set-cookie', 'session=1');
    response.end(JSON.stringify({ n: upstreamCalls, path: request.url }));
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  upstreamUrl = `http://127.0.0.1:${port}`;
  engine = await startEngine({ grants: [`127.0.0.1:${port}`], secrets: { API_KEY: 'very-secret-value' } });
});
afterAll(async () => {
  await engine.dispose();
  upstream.close();
});

const testUrl = (id: string, name: string) => `/api/functions/${id}/tests/${encodeURIComponent(name)}`;
const save = (id: string, name: string, test: object) => engine.send('PUT', testUrl(id, name), { test });
const testFile = (id: string, file: string) => join(engine.workspace, 'functions', id, 'tests', file);
const list = async (id: string): Promise<TestSummary[]> =>
  (await engine.send('GET', `/api/tests?functionId=${id}`)).body as TestSummary[];

async function run(input: object): Promise<TestRunEvent[]> {
  const response = await engine.request('/api/tests/run', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  return text.split('\n\n').flatMap((event) => {
    const data = /^data: (.*)$/m.exec(event)?.[1];
    return event.startsWith('event: message') && data !== undefined ? [JSON.parse(data) as TestRunEvent] : [];
  });
}
async function runOne(id: string, name: string, more: object = {}): Promise<TestResult> {
  const events = await run({ functionIds: [id], name, ...more });
  const found = events.find((event) => event.type === 'result');
  if (found === undefined) throw new Error(`no result in ${JSON.stringify(events)}`);
  return found.result;
}

it('keeps a test as a file that reads well, and runs it', async () => {
  const code = 'function handler(request) { return { hello: request.params.name, q: request.query.q }; }';
  const { id } = await engine.deploy({ name: 'greet', code, route: '/greet/:name' });
  const saved = await save(id, 'hello', {
    assertions: [
      { op: 'equals', target: 'status', value: 200 },
      { target: 'body', op: 'subset', value: { hello: 'Ada', q: 'x y' } },
    ],
    request: { query: { q: 'x y' }, params: { name: 'Ada' } },
  });
  expect(saved.status).toBe(200);
  expect(await readFile(testFile(id, 'hello.json'), 'utf8')).toBe(`{
  "request": {
    "method": "GET",
    "params": {
      "name": "Ada"
    },
    "query": {
      "q": "x y"
    }
  },
  "assertions": [
    {
      "target": "status",
      "op": "equals",
      "value": 200
    },
    {
      "target": "body",
      "op": "subset",
      "value": {
        "hello": "Ada",
        "q": "x y"
      }
    }
  ]
}
`);
  const events = await run({ functionIds: [id] });
  expect(events.map(({ type }) => type)).toEqual(['started', 'result', 'finished']);
  expect(events[2]).toMatchObject({ totals: { passed: 1, failed: 0, broken: 0 } });
});

it('says what was expected and what came, and runs unsaved text', async () => {
  const { id } = await engine.deploy({ name: 'number', code: 'function handler() { return { n: 1 }; }' });
  await save(id, 'one', { request: {}, assertions: [{ target: 'json', path: '$.n', op: 'equals', value: 2 }] });
  expect(await runOne(id, 'one')).toMatchObject({
    outcome: 'failed',
    assertions: [{ outcome: 'failed', expected: '2', actual: '1' }],
    answer: { status: 200, body: '{"n":1}' },
  });
  const drafts = { [id]: { code: 'function handler() { return { n: 2 }; }' } };
  expect(await runOne(id, 'one', { drafts })).toMatchObject({ outcome: 'passed', answer: { version: 'draft' } });
  const broken = { [id]: { code: 'function handler( {' } };
  expect(await runOne(id, 'one', { drafts: broken })).toMatchObject({
    outcome: 'broken',
    problem: { line: expect.any(Number) as number },
  });
});

it('lists a file that does not parse with its line, and runs the others', async () => {
  const { id } = await engine.deploy({ name: 'mixed', code: 'function handler() { return 1; }' });
  await save(id, 'good', { request: {}, assertions: [] });
  await writeFile(testFile(id, 'bad.json'), '{\n  "request": {},\n  "assertions": [,]\n}\n');
  await writeFile(
    testFile(id, 'worse.json'),
    '{\n  "request": {},\n  "assertions": [\n    { "target": "json", "op": "exists", "path": "x" }\n  ]\n}\n',
  );
  await expect.poll(async () => (await list(id)).map(({ name }) => name)).toEqual(['bad', 'good', 'worse']);
  expect(await list(id)).toMatchObject([
    { broken: { file: `functions/${id}/tests/bad.json`, line: 3 } },
    { broken: null },
    { broken: { line: 4, reason: expect.stringContaining('not a JSON path') as string } },
  ]);
  const results = (await run({ functionIds: [id] })).filter(({ type }) => type === 'result');
  expect(results).toMatchObject([
    { result: { outcome: 'broken' } },
    { result: { outcome: 'passed' } },
    { result: { outcome: 'broken' } },
  ]);
});

it('refuses what cannot be a test, and names the field', async () => {
  const { id } = await engine.deploy({ name: 'strict', code: 'function handler() {}' });
  const path = await save(id, 'a', { request: {}, assertions: [{ target: 'json', op: 'exists', path: '$[' }] });
  expect(path).toMatchObject({ status: 400, body: { error: { field: 'test.assertions.0.path' } } });
  expect((await save(id, 'a', { request: {}, assertion: [] })).status).toBe(400);
  expect((await save(id, '../a', { request: {} })).status).toBeGreaterThanOrEqual(400);
  expect((await save('nowhere', 'a', { request: {} })).status).toBe(404);
  await save(id, 'a', { request: {} });
  expect(await engine.send('PUT', testUrl(id, 'a'), { test: { request: {} }, create: true })).toMatchObject({
    status: 409,
  });
});

it('follows the route of its function where it names it', async () => {
  const { id } = await engine.deploy({
    name: 'moving',
    code: 'function handler() { return 1; }',
    route: '/moving/:id',
  });
  await save(id, 'literal', { request: { path: '/moving/7?page=2' } });
  await save(id, 'elsewhere', { request: { path: '/other' } });
  await engine.send('PUT', `/api/functions/${id}`, { route: '/moved/:id' });
  const pathOf = async (name: string) => (await engine.send('GET', testUrl(id, name))).body.test.request.path;
  expect([await pathOf('literal'), await pathOf('elsewhere')]).toEqual(['/moved/7?page=2', '/other']);
});

it('renames, deletes, and lets go of the tests of a deleted function', async () => {
  const { id } = await engine.deploy({ name: 'moved', code: 'function handler() {}' });
  await save(id, 'old', { request: {} });
  expect((await engine.send('POST', `${testUrl(id, 'old')}/rename`, { to: 'new name' })).body).toMatchObject({
    file: `functions/${id}/tests/new name.json`,
  });
  expect((await list(id)).map(({ name }) => name)).toEqual(['new name']);
  await save(id, 'second', { request: {} });
  expect((await engine.send('DELETE', testUrl(id, 'second'))).status).toBe(204);
  expect((await engine.send('GET', testUrl(id, 'second'))).status).toBe(404);
  await rm(join(engine.workspace, 'functions', id), { recursive: true });
  await expect.poll(async () => (await engine.send('GET', '/api/tests')).body).not.toMatchObject([{ functionId: id }]);
});

it('sends a file that is kept beside the test', async () => {
  const code = 'export default { fetch: async (request) => new Response(await request.bytes()) };';
  const { id } = await engine.deploy({ name: 'upload', code, methods: ['POST'] });
  await mkdir(testFile(id, 'data'), { recursive: true });
  await writeFile(testFile(id, 'data/a.txt'), 'from the file');
  const request = { method: 'POST', body: { file: 'data/a.txt' } };
  await save(id, 'file', { request, assertions: [{ target: 'body', op: 'equals', value: 'from the file' }] });
  expect(await runOne(id, 'file')).toMatchObject({ outcome: 'passed' });
  await save(id, 'none', { request: { method: 'POST', body: { file: 'missing.txt' } } });
  expect(await runOne(id, 'none')).toMatchObject({ outcome: 'broken', problem: { reason: 'the file is missing' } });
});

it('records fetches once, answers them from the file, and fails on any other', async () => {
  const fetcher = (path: string) => `export default {
    async fetch(request, env) {
      const response = await fetch('${upstreamUrl}${path}?key=' + env.API_KEY, { headers: { authorization: 'x' } });
      return Response.json({ got: await response.json() });
    },
  };`;
  const { id } = await engine.deploy({ name: 'fetcher', code: fetcher('/first'), secrets: ['API_KEY'] });
  await save(id, 'outbound', {
    request: {},
    assertions: [{ target: 'json', path: '$.got.n', op: 'equals', value: 1 }],
  });
  const recorded = await engine.send('POST', `${testUrl(id, 'outbound')}/record`, {});
  expect(recorded.body).toMatchObject({
    test: {
      fetch: 'mocked',
      exchanges: [
        {
          request: { method: 'GET', url: `${upstreamUrl}/first?key=••••••` },
          response: { status: 200, headers: { 'content-type': 'application/json' }, body: { json: { n: 1 } } },
        },
      ],
    },
  });
  const file = await readFile(testFile(id, 'outbound.json'), 'utf8');
  expect(file).not.toMatch(/very-secret-value|session=1|authorization/);
  expect(await runOne(id, 'outbound')).toMatchObject({ outcome: 'passed', unexpectedFetches: [], unusedExchanges: 0 });
  expect(upstreamCalls).toBe(1);

  const other = await runOne(id, 'outbound', { drafts: { [id]: { code: fetcher('/second') } } });
  expect(other).toMatchObject({
    outcome: 'failed',
    unexpectedFetches: [`GET ${upstreamUrl}/second?key=••••••`],
    unusedExchanges: 1,
    answer: { failure: { message: expect.stringContaining('the test has no recorded answer') as string } },
  });
  expect(upstreamCalls).toBe(1);
});

it('keeps many answers in a file of their own', async () => {
  const { id } = await engine.deploy({ name: 'large', code: 'function handler() {}' });
  const exchange = {
    request: { method: 'GET', url: 'https://example.com/*' },
    response: { status: 200, headers: {}, body: { text: 'x'.repeat(20_000) } },
  };
  await save(id, 'big', { request: {}, fetch: 'mocked', exchanges: [exchange] });
  expect(await readFile(testFile(id, 'big.json'), 'utf8')).not.toContain('example.com');
  expect(await readFile(testFile(id, 'big.fetch.json'), 'utf8')).toContain('example.com');
  expect((await engine.send('GET', testUrl(id, 'big'))).body).toMatchObject({ test: { exchanges: [exchange] } });
  await engine.send('DELETE', testUrl(id, 'big'));
  await expect(readFile(testFile(id, 'big.fetch.json'))).rejects.toThrow();
});

it('gives a pattern that would take for ever up', async () => {
  const { id } = await engine.deploy({
    name: 'slow-pattern',
    code: `function handler() { return '${'a'.repeat(40)}'; }`,
  });
  await save(id, 'p', { request: {}, assertions: [{ target: 'body', op: 'matches', value: '(a+)+b' }] });
  expect(await runOne(id, 'p')).toMatchObject({
    outcome: 'failed',
    assertions: [{ actual: expect.stringContaining('took longer than') as string }],
  });
});
