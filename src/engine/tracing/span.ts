/** A stretch of work in a trace, when it is over. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  kind: SpanKind;
  /** Unix time in milliseconds, with fractions. */
  startMs: number;
  endMs: number;
  attributes: Record<string, string | number | boolean>;
  /** Why it failed; null when it did not. */
  error: string | null;
}

export type SpanKind = 'internal' | 'server' | 'client';

const kinds: Record<SpanKind, number> = { internal: 1, server: 2, client: 3 };
const errorStatus = 2;

/** The JSON body of an OTLP/HTTP export: POST it to `/v1/traces`. */
export function otlpBody(serviceName: string, serviceVersion: string, spans: readonly Span[]): string {
  const resource = { attributes: attributesOf({ 'service.name': serviceName, 'service.version': serviceVersion }) };
  const scope = { name: 'nexo', version: serviceVersion };
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans: spans.map(otlpSpan) }] }] });
}

function otlpSpan({ kind, startMs, endMs, parentSpanId, attributes, error, ...span }: Span): object {
  return {
    ...span,
    ...(parentSpanId === null ? {} : { parentSpanId }),
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(Math.max(startMs, endMs)),
    attributes: attributesOf(attributes),
    status: error === null ? {} : { code: errorStatus, message: error },
  };
}

/** JSON numbers do not hold nanoseconds since 1970; OTLP takes 64-bit numbers as text. */
function nanoseconds(ms: number): string {
  return (BigInt(Math.round(ms * 1_000)) * 1_000n).toString();
}

function attributesOf(attributes: Span['attributes']): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
