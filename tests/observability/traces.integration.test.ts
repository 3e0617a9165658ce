import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number; message?: string };
}

/** A collector and, at other paths, the internet. */
interface Outside {
  server: Server;
  url: string;
  spans: OtlpSpan[];
  exports: IncomingHttpHeaders[];
  fetched: IncomingHttpHeaders[];
  /** What the collector answers. */
  status: number;
}

let outside: Outside;
let engine: TestEngine | undefined;
beforeEach(async () => {
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      if (request.url !== '/v1/traces') {
        outside.fetched.push(request.headers);
        return void response.end('out there');
      }
      outside.exports.push(request.headers);
      const { resourceSpans } = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] };
      if (outside.status === 200) {
        outside.spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
      }
      response.writeHead(outside.status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  outside = { server, url, spans: [], exports: [], fetched: [], status: 200 };
});
afterEach(async () => {
  await engine?.dispose();
  engine = undefined;
  outside.server.closeAllConnections();
  await new Promise((resolve) => outside.server.close(resolve));
});

async function start(): Promise<TestEngine> {
  const host = new URL(outside.url).host;
  const flags = { otlpEndpoint: outside.url, otlpHeaders: 'x-team=seven' };
  engine = await startEngine({ flags, grants: [host] });
  return engine;
}

const caller = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  header: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

it('continues the trace of a request through a function, its binding and what it fetches', async () => {
  const running = await start();
  await running.deploy({
    name: 'inner',
    code: `export default { fetch: () => fetch('${outside.url}/page?token=1') };`,
  });
  const code = 'export default { fetch: (request, env) => env.INNER.fetch("http://inner/") };';
  await running.deploy({ name: 'outer', code, bindings: { INNER: { function: 'inner' } } });
  const response = await running.request('/fn/outer', { headers: { traceparent: caller.header } });
  expect(await response.text()).toBe('out there');
  // Everything that waits is sent when the engine ends.
  await running.dispose();

  const { spans } = outside;
  const named = (name: string): OtlpSpan => spans.find((span) => span.name === name) as OtlpSpan;
  expect(spans.map(({ name }) => name).toSorted()).toEqual(
    expect.arrayContaining(['GET inner', 'GET outer', 'binding INNER', 'cold start', 'fetch GET']),
  );
  for (const { traceId } of spans) expect(traceId).toBe(caller.traceId);
  expect(named('GET outer')).toMatchObject({ parentSpanId: caller.spanId, kind: 2, status: {} });
  expect(named('binding INNER')).toMatchObject({ parentSpanId: named('GET outer').spanId, kind: 3 });
  expect(named('GET inner').parentSpanId).toBe(named('binding INNER').spanId);
  expect(named('fetch GET').parentSpanId).toBe(named('GET inner').spanId);
  expect(outside.fetched[0]?.['traceparent']).toBe(`00-${caller.traceId}-${named('fetch GET').spanId}-01`);
  expect(named('fetch GET').attributes).toContainEqual({
    key: 'url.full',
    value: { stringValue: `${outside.url}/page` },
  });
  expect(named('GET outer').attributes).toContainEqual({ key: 'faas.coldstart', value: { boolValue: true } });
  for (const span of spans) expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true);
  expect(outside.exports[0]).toMatchObject({ 'x-team': 'seven', 'content-type': 'application/json' });
});

it('begins a trace where there is none, and leaves out what its caller does not record', async () => {
  const running = await start();
  await running.deploy({ name: 'fails', code: 'function handler() { throw new Error("on purpose"); }' });
  await running.request('/fn/fails', { headers: { traceparent: caller.header.replace(/01$/, '00') } });
  await running.request('/fn/fails', { headers: { traceparent: 'nonsense' } });
  await running.dispose();
  const calls = outside.spans.filter(({ name }) => name === 'GET fails');
  expect(calls).toHaveLength(1);
  expect(calls[0]?.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  expect(calls[0]).not.toHaveProperty('parentSpanId');
  expect(calls[0]?.status).toMatchObject({ code: 2, message: expect.stringContaining('on purpose') });
});

it('answers as ever when the collector does not take spans, and counts what it lost', async () => {
  outside.status = 503;
  const running = await start();
  await running.deploy({ name: 'fine', code: 'function handler() { return "fine"; }' });
  expect(await (await running.request('/fn/fine')).text()).toBe('"fine"');
  await expect
    .poll(async () => (await running.request('/metrics')).text(), { timeout: 10_000 })
    .toMatch(/^nexo_telemetry_dropped_total\{what="spans"\} [1-9]/m);
});

it('sends nothing, and adds no header, unless it is asked to', async () => {
  engine = await startEngine({ grants: [new URL(outside.url).host] });
  await engine.deploy({ name: 'fetches', code: `export default { fetch: () => fetch('${outside.url}/page') };` });
  expect(await (await engine.request('/fn/fetches', { headers: { traceparent: caller.header } })).text()).toBe(
    'out there',
  );
  await engine.dispose();
  expect(outside.exports).toEqual([]);
  expect(outside.fetched[0]).not.toHaveProperty('traceparent');
});
