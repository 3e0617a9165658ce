import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox, type TestSandbox } from '../../tests/support/start-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.dispose());

const json: [string, string][] = [['content-type', 'application/json']];

describe('the handler form', () => {
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

  it('gives the whole request', async () => {
    const code = `function handler(request, { env, params }) {
      const { method, url, headers, query, body } = request;
      return {
        method, url, query, body, json: request.json(), text: request.text(), bytes: request.bytes().length,
        params: [request.params, params], get: headers.get('X-Two'), property: headers['content-type'],
        keys: Object.keys(headers), isHeaders: headers instanceof Headers, env: [env.get('KEY'), env.KEY, Object.keys(env)],
      };
    }`;
    const answer = await sandbox.run(code, {
      method: 'POST',
      url: 'http://localhost:3000/api/x?a=1&b=2&b=%C3%A9&__proto__=p',
      headers: [
        ['Content-Type', 'application/json'],
        ['x-two', '1'],
        ['X-Two', '2'],
        ['get', 'kept reachable'],
      ],
      params: { id: '7' },
      body: '{"text":"é"}',
      env: { KEY: 'value' },
    });
    expect(answer.failure).toBeNull();
    expect(JSON.parse(answer.body)).toEqual({
      method: 'POST',
      url: 'http://localhost:3000/api/x?a=1&b=2&b=%C3%A9&__proto__=p',
      query: JSON.parse('{"a":"1","b":["2","é"],"__proto__":"p"}') as object,
      body: '{"text":"é"}',
      json: { text: 'é' },
      text: '{"text":"é"}',
      bytes: 13,
      params: [{ id: '7' }, { id: '7' }],
      get: '1, 2',
      property: 'application/json',
      keys: ['content-type', 'x-two'],
      isHeaders: true,
      env: ['value', 'value', ['KEY']],
    });
  });

  it('has an empty body when none was sent, and says so when it is read as JSON', async () => {
    const code = 'function handler(request) { return { body: request.body, json: request.json() }; }';
    const { failure } = await sandbox.run(code);
    expect(failure).toMatchObject({ code: 'THROWN', name: 'SyntaxError' });
    expect(failure?.message).toBe('The request has no body to read as JSON.');
    const invalid = await sandbox.run(code, { method: 'POST', body: '{oops' });
    expect(invalid.failure?.message).toMatch(/^The request body is not valid JSON: /);
  });

  it('can be sent back as JSON', async () => {
    const answer = await sandbox.run('function handler(request) { return request; }', { method: 'POST', body: 'x' });
    expect(JSON.parse(answer.body)).toMatchObject({ method: 'POST', body: 'x', query: {}, headers: {} });
  });

  it.each([
    ['null', 'null'],
    ['"text"', '"text"'],
    ['0', '0'],
    ['[1, undefined]', '[1,null]'],
    ['new Date(0)', '"1970-01-01T00:00:00.000Z"'],
  ])('sends %s as JSON', async (value, body) => {
    expect(await sandbox.run(`function handler() { return ${value}; }`)).toMatchObject({ status: 200, body });
  });
});

describe('the fetch form', () => {
  it('gets a Web Request, variables and a context', async () => {
    const code = `export default {
      greeting: 'hi',
      async fetch(request, env, ctx) {
        const text = await request.text();
        ctx.passThroughOnException();
        const seen = [this.greeting, request instanceof Request, request.method, request.url, text, env.KEY, ctx.params.id];
        return Response.json(seen, { status: 201, headers: [['set-cookie', 'a=1'], ['set-cookie', 'b=2'], ['x-y', 'z']] });
      },
    };`;
    const options = { method: 'PUT', url: 'http://h/p', body: 'data', params: { id: '1' }, env: { KEY: 'v' } };
    const answer = await sandbox.run(code, options);
    expect(answer.failure).toBeNull();
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.body)).toEqual(['hi', true, 'PUT', 'http://h/p', 'data', 'v', '1']);
    expect(answer.headers).toEqual([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['x-y', 'z'],
      ['content-type', 'application/json'],
    ]);
  });

  it.each([
    ['new Response(null, { status: 204 })', 204, ''],
    ['new Response(null, { status: 304 })', 304, ''],
    ['new Response("text")', 200, 'text'],
    ['new Response(new Uint8Array([72, 105, 33]).subarray(0, 2))', 200, 'Hi'],
    ['Response.redirect("http://other/", 303)', 303, ''],
    ['new Response(new Blob(["a", "b"]))', 200, 'ab'],
    ['new Response(new URLSearchParams({ a: "b c" }))', 200, 'a=b+c'],
  ])('sends %s as it is', async (response, status, body) => {
    const answer = await sandbox.run(`export default { fetch: () => ${response} };`);
    expect(answer).toMatchObject({ status, body, failure: null });
  });

  it('sends bytes unchanged', async () => {
    const body = Uint8Array.from({ length: 256 }, (_, index) => index);
    const code = 'export default { fetch: async (request) => new Response(await request.arrayBuffer()) };';
    const answer = await sandbox.run(code, { method: 'POST', body });
    const answered = answer.messages.find((message) => message.type === 'answered');
    expect(Uint8Array.from(Buffer.from(answered?.body ?? ''))).toEqual(body);
  });
});

describe('module evaluation', () => {
  it('awaits at the top level, on the first invocation', async () => {
    const code = `const value = await new Promise((resolve) => setTimeout(resolve, 5, 'ready'));
      export default { fetch: () => new Response(value) };`;
    const deployment = sandbox.deploy(code);
    const [first, second] = [sandbox.dispatch(deployment), sandbox.dispatch(deployment)];
    expect(await sandbox.finished(first)).toMatchObject({ body: 'ready', failure: null });
    expect(await sandbox.finished(second)).toMatchObject({ body: 'ready', failure: null });
    const cold = sandbox.received.filter(({ type }) => type === 'coldStart');
    expect(cold.filter((message) => 'invocation' in message && message.invocation === second)).toEqual([]);
  });

  it('keeps its state between invocations', async () => {
    const deployment = sandbox.deploy('let n = 0; function handler() { return ++n; }');
    await sandbox.invoke(deployment);
    expect(await sandbox.invoke(deployment)).toMatchObject({ body: '2' });
  });

  it('fails each invocation when the module throws, naming the place', async () => {
    const deployment = sandbox.deploy('const x = 1;\n\nnull.field;\nfunction handler() {}');
    for (let i = 0; i < 2; i++) {
      const { failure } = await sandbox.invoke(deployment);
      expect(failure).toMatchObject({ code: 'THROWN', name: 'TypeError' });
      expect(failure?.stack).toMatch(/at main\.js:3:6$/);
    }
  });

  it.each([
    ['nothing', 'const x = 1;', /has no handler\. Write `function handler/],
    ['a number', 'export default 1;', /default export is a number/],
    ['an empty object', 'export default {};', /object without a `fetch` method/],
  ])('says what is expected of a module with %s', async (_, code, message) => {
    const { failure, status } = await sandbox.run(code);
    expect(status).toBeUndefined();
    expect(failure).toMatchObject({ code: 'NO_HANDLER', message: expect.stringMatching(message) as string });
  });
});
