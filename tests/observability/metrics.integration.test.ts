import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.deploy({ name: 'fine', code: 'function handler() { return "fine"; }' });
  await engine.deploy({ name: 'broken', code: 'function handler() { throw new Error("on purpose"); }' });
  await engine.deploy({ name: 'teapot', code: 'export default { fetch: () => new Response("", { status: 503 }) };' });
});
afterAll(() => engine.dispose());

/** Reads the format as a scraper does: every line is a comment, or a name with labels and a number. */
function parse(text: string): Map<string, number> {
  expect(text.endsWith('\n')).toBe(true);
  const samples = new Map<string, number>();
  const declared = new Set<string>();
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE ([a-z_]+) (?:counter|gauge|histogram)$/.exec(line)?.[1];
    if (type !== undefined) {
      expect(declared.has(type)).toBe(false);
      declared.add(type);
    }
    if (line.startsWith('#')) continue;
    const [, name, value] = /^([a-zA-Z_:][\w:]*(?:\{(?:[a-z_]+="(?:[^"\\]|\\.)*",?)+\})?) (\S+)$/.exec(line) ?? [];
    expect(Number.isNaN(Number(value?.replace('+Inf', 'Infinity'))), line).toBe(false);
    const family = (name ?? '').replace(/\{.*$/, '');
    expect(declared.has(family.replace(/_(?:bucket|sum|count)$/, '')) || declared.has(family), line).toBe(true);
    expect(samples.has(name ?? ''), line).toBe(false);
    samples.set(name ?? '', Number(value));
  }
  return samples;
}

describe('GET /metrics', () => {
  it('counts what functions did, in the text format of Prometheus', async () => {
    for (const [name, times] of [
      ['fine', 3],
      ['broken', 2],
      ['teapot', 1],
    ] as const) {
      for (let n = 0; n < times; n++) await (await engine.request(`/fn/${name}`)).text();
    }
    const response = await engine.request('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const samples = parse(await response.text());
    expect(samples.get('nexo_requests_total{function="fine"}')).toBe(3);
    expect(samples.get('nexo_errors_total{function="broken",code="THROWN"}')).toBe(2);
    expect(samples.get('nexo_errors_total{function="teapot",code="STATUS"}')).toBe(1);
    expect(samples.has('nexo_errors_total{function="fine",code="THROWN"}')).toBe(false);
    expect(samples.get('nexo_invocation_seconds_count')).toBe(6);
    expect(samples.get('nexo_invocation_seconds_bucket{le="+Inf"}')).toBe(6);
    expect(samples.get('nexo_cold_starts_total')).toBe(3);
    expect(samples.get('nexo_isolates{state="warm"}')).toBe(3);
    expect(samples.get('nexo_functions')).toBe(3);
    expect(samples.get('nexo_cpu_seconds_total{function="fine"}')).toBeGreaterThan(0);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    const buckets = [...samples].filter(([name]) => name.startsWith('nexo_invocation_seconds_bucket'));
    expect(buckets.map(([, count]) => count)).toEqual(buckets.map(([, count]) => count).toSorted((a, b) => a - b));
  });

  it('asks browsers for the token, as /stats does', async () => {
    for (const path of ['/metrics', '/stats']) {
      const response = await engine.request(path, { headers: { origin: 'http://evil.example' } });
      expect(response.status).toBe(401);
    }
    expect((await engine.request('/metrics', { method: 'POST' })).status).toBe(405);
  });
});
