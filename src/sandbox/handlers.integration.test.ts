import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type TestSandbox } from '../../tests/support/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

const json: [string, string][] = [['content-type', 'application/json']];

describe('handler(request)', () => {
  it.each([
    ['a function', 'function handler() { return { message: "Hello!" }; }'],
    ['an async function', 'async function handler() { await null; return { message: "Hello!" }; }'],
    ['main', 'function main() { return { message: "Hello!" }; }'],
    ['an arrow', 'const handler = () => ({ message: "Hello!" });'],
    ['a default export', 'export default function () { return { message: "Hello!" }; }'],
    ['a thenable', 'function handler() { return { then(done) { done({ message: "Hello!" }); } }; }'],
  ])('answers with JSON from %s', async (_, code) => {
    const answer = await sandbox.run(code);
    expect(answer).toMatchObject({ status: 200, headers: json, body: '{"message":"Hello!"}', failure: null });
    expect(answer.usage.cpuMs).toBeGreaterThan(0);
    expect(answer.usage.heapBytes).toBeGreaterThan(100_000);
  });
});
