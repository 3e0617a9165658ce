import type { HeaderList, Invocation } from '../../contract/invocation.ts';
import type { FetchOperation, InvokeOperation } from '../../protocol/messages.ts';
import type { Mask } from '../secrets/mask.ts';
import type { SpanExporter } from './span-exporter.ts';
import { childOf, formatTraceparent, parseTraceparent, type TraceContext } from './trace-context.ts';

/** Follows calls through functions, what they fetch and whom they call. Nothing here waits for anything. */
export interface Tracer {
  /** The place in its trace of a call with these headers (name, value, …); undefined when nothing is traced. */
  begin(headers: readonly string[]): Traced | undefined;
  /** An invocation is over: itself, its waiting and its cold start become spans. */
  end(traced: Traced, ended: EndedInvocation): void;
  /** A function asks for something: the same with a header that continues the trace, and what to call when it is over. */
  fetch<T extends FetchOperation | InvokeOperation>(
    traced: Traced,
    operation: T,
    mask: Pick<Mask, 'text'>,
  ): { operation: T; end(outcome: { ok: boolean; status?: number; message?: string }): void };
}

export interface EndedInvocation {
  invocation: Invocation;
  queuedMs: number | null;
  coldStartMs: number;
  /** Hides secrets in paths. */
  mask: Pick<Mask, 'text'>;
}

export interface Traced {
  readonly own: TraceContext;
  readonly parent: TraceContext | null;
}

const header = 'traceparent';

/** `exporter` is null where tracing is off. */
export function createTracer(exporter: Pick<SpanExporter, 'add'> | null): Tracer {
  const internal = (traced: TraceContext, name: string, startMs: number, tookMs: number): void => {
    const { traceId, spanId } = childOf(traced);
    const times = { startMs, endMs: startMs + tookMs };
    exporter?.add({
      traceId,
      spanId,
      parentSpanId: traced.spanId,
      name,
      kind: 'internal',
      ...times,
      attributes: {},
      error: null,
    });
  };
  return {
    begin(headers) {
      if (exporter === null) return undefined;
      const at = headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === header);
      const parent = parseTraceparent(at < 0 ? undefined : headers[at + 1]);
      return { own: childOf(parent), parent };
    },
    end({ own, parent }, { invocation, queuedMs, coldStartMs, mask }) {
      if (!own.sampled) return;
      const { functionId, failure, status, startedAt: startMs, wallMs } = invocation;
      const dispatchedMs = startMs + (queuedMs ?? 0);
      const failed =
        failure === null ? (status >= 500 ? `status ${status}` : null) : `${failure.code}: ${failure.message}`;
      exporter?.add({
        traceId: own.traceId,
        spanId: own.spanId,
        parentSpanId: parent?.spanId ?? null,
        name: `${invocation.method} ${functionId}`,
        kind: 'server',
        startMs,
        endMs: dispatchedMs + wallMs,
        attributes: attributesOf(invocation, mask),
        error: failed,
      });
      if (queuedMs !== null && queuedMs > 0) internal(own, 'queue', startMs, queuedMs);
      if (invocation.cold) internal(own, 'cold start', dispatchedMs, coldStartMs);
    },
    fetch(traced, operation, mask) {
      const own = childOf(traced.own);
      const startMs = performance.timeOrigin + performance.now();
      const others = operation.headers.filter(([name]) => name.toLowerCase() !== header);
      const headers: HeaderList = [...others, [header, formatTraceparent(own)]];
      return {
        operation: { ...operation, headers },
        end({ ok, status, message }) {
          if (!own.sampled) return;
          exporter?.add({
            traceId: own.traceId,
            spanId: own.spanId,
            parentSpanId: traced.own.spanId,
            name: operation.name === 'invoke' ? `binding ${operation.binding}` : `fetch ${operation.method}`,
            kind: 'client',
            startMs,
            endMs: performance.timeOrigin + performance.now(),
            attributes: {
              'http.request.method': operation.method,
              'url.full': mask.text(withoutQuery(operation.url)),
              ...(status === undefined ? {} : { 'http.response.status_code': status }),
            },
            error: ok ? null : mask.text(message ?? 'it failed'),
          });
        },
      };
    },
  };
}

function attributesOf(invocation: Invocation, mask: Pick<Mask, 'text'>): Record<string, string | number | boolean> {
  return {
    'http.request.method': invocation.method,
    'url.path': mask.text(withoutQuery(invocation.path)),
    'http.response.status_code': invocation.status,
    'faas.name': invocation.functionId,
    'faas.version': invocation.version,
    'faas.invocation_id': invocation.id,
    'faas.coldstart': invocation.cold,
    'nexo.source': invocation.source,
    'nexo.sandbox': invocation.sandbox,
    'nexo.cpu_ms': invocation.cpuMs,
    'nexo.heap_bytes': invocation.heapBytes,
  };
}

/** Queries carry what is not for others: tokens, names. */
function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
