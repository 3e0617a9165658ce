import { failureSchema, logLevelSchema, type HeaderList, type LogLevel } from '../../contract/invocation.ts';
import {
  chunkWindow,
  maxChunkBytes,
  type FromSandbox,
  type IsolateMeasure,
  type Operation,
  type Usage,
} from '../../protocol/messages.ts';

/** A sandbox counts as hostile: longer than this is no message of ours. */
const maxLogText = 65_536;
const maxHeaders = 2_000;

type Fields = Record<string, unknown>;
type Parse = (fields: Fields) => FromSandbox | null;

/** Reads one message of a sandbox, which may be under a function's control; null when it is not of the protocol. */
export function parseFromSandbox(value: unknown): FromSandbox | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Fields;
  const parse = typeof fields.type === 'string' ? parsers.get(fields.type) : undefined;
  return parse?.(fields) ?? null;
}

const parsers = new Map<string, Parse>([
  ['ready', () => ({ type: 'ready' })],
  ['entering', parseEntering],
  ['coldStart', parseColdStart],
  ['log', parseLog],
  ['logsDropped', parseLogsDropped],
  ['counted', parseCounted],
  ['operation', parseOperationMessage],
  ['respond', parseRespond],
  ['chunk', parseChunk],
  ['bodyEnd', parseBodyEnd],
  ['pull', parsePull],
  ['cancelBody', parseCancelBody],
  ['finished', parseFinished],
  ['answered', parseAnswered],
  ['isolateGone', parseIsolateGone],
  ['measured', parseMeasured],
]);

function parseEntering({ invocation }: Fields): FromSandbox | null {
  return invocation === null || isId(invocation) ? { type: 'entering', invocation } : null;
}

function parseColdStart({ invocation, tookMs }: Fields): FromSandbox | null {
  return isId(invocation) && isAmount(tookMs) ? { type: 'coldStart', invocation, tookMs } : null;
}

function parseLog({ invocation, level, text, details, atMs }: Fields): FromSandbox | null {
  if (!isId(invocation) || !isLogLevel(level) || typeof text !== 'string' || !isAmount(atMs)) return null;
  const isKept = typeof details === 'string' && details.length <= maxLogText;
  return { type: 'log', invocation, level, text: text.slice(0, maxLogText), details: isKept ? details : null, atMs };
}

function parseLogsDropped({ invocation, count }: Fields): FromSandbox | null {
  return isId(invocation) && isId(count) ? { type: 'logsDropped', invocation, count } : null;
}

function parseCounted({ invocation, counts, atMs }: Fields): FromSandbox | null {
  if (!isId(invocation) || !(counts instanceof Float64Array) || !isAmount(atMs)) return null;
  return { type: 'counted', invocation, counts, atMs };
}

function parseOperationMessage({ invocation, operation, request }: Fields): FromSandbox | null {
  const parsed = parseOperation(request);
  if (!isId(invocation) || !isId(operation) || parsed === null) return null;
  return { type: 'operation', invocation, operation, request: parsed };
}

function parseOperation(value: unknown): Operation | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, operation, method, url, headers, body = null, more, redirect, binding } = value as Fields;
  if (name === 'abort') return isId(operation) ? { name, operation } : null;
  if (name === 'websocket') return parseWebSocket(value as Fields);
  if (typeof method !== 'string' || typeof url !== 'string' || typeof more !== 'boolean') return null;
  if (!isHeaderList(headers) || !isBody(body)) return null;
  const request = { method, url, headers, body, more };
  if (name === 'invoke') return typeof binding === 'string' ? { name, ...request, binding } : null;
  if (name !== 'fetch') return null;
  if (redirect !== 'follow' && redirect !== 'error' && redirect !== 'manual') return null;
  return { name, ...request, redirect };
}

function parseWebSocket({ url, protocols }: Fields): Operation | null {
  if (typeof url !== 'string' || !Array.isArray(protocols) || protocols.length > maxHeaders) return null;
  if (!protocols.every((protocol) => typeof protocol === 'string')) return null;
  return { name: 'websocket', url, protocols, body: null, more: true };
}

function parseRespond({ invocation, status, headers, body = null, more }: Fields): FromSandbox | null {
  if (!isId(invocation) || !isId(status) || !isHeaderList(headers) || !isBody(body)) return null;
  return typeof more === 'boolean' ? { type: 'respond', invocation, status, headers, body, more } : null;
}

function parseChunk({ invocation, stream, chunk }: Fields): FromSandbox | null {
  if (!isId(invocation) || !isId(stream) || !(chunk instanceof Uint8Array)) return null;
  return chunk.byteLength <= maxChunkBytes ? { type: 'chunk', invocation, stream, chunk } : null;
}

function parseBodyEnd({ invocation, stream, error }: Fields): FromSandbox | null {
  if (!isId(invocation) || !isId(stream) || (error !== null && typeof error !== 'string')) return null;
  return { type: 'bodyEnd', invocation, stream, error };
}

function parsePull({ invocation, stream, count }: Fields): FromSandbox | null {
  if (!isId(invocation) || !isId(stream) || !isId(count) || count > chunkWindow) return null;
  return { type: 'pull', invocation, stream, count };
}

function parseCancelBody({ invocation, stream }: Fields): FromSandbox | null {
  return isId(invocation) && isId(stream) ? { type: 'cancelBody', invocation, stream } : null;
}

function parseFinished({ invocation, usage, failure }: Fields): FromSandbox | null {
  const parsedUsage = parseUsage(usage);
  if (!isId(invocation) || parsedUsage === null) return null;
  if (failure === null) return { type: 'finished', invocation, usage: parsedUsage, failure };
  const parsed = failureSchema.safeParse(failure);
  return parsed.success ? { type: 'finished', invocation, usage: parsedUsage, failure: parsed.data } : null;
}

function parseAnswered({ invocation, status, headers, body = null, piped, ...usage }: Fields): FromSandbox | null {
  const { cpuMs, heapBytes } = usage;
  if (!isId(invocation) || !isId(status) || !isId(piped) || !isAmount(cpuMs) || !isAmount(heapBytes)) return null;
  if (typeof headers !== 'string' || (typeof body !== 'string' && !isBody(body))) return null;
  return { type: 'answered', invocation, status, headers, body, piped, cpuMs, heapBytes };
}

function parseUsage(value: unknown): Usage | null {
  if (typeof value !== 'object' || value === null) return null;
  const { cpuMs, heapBytes } = value as Fields;
  return isAmount(cpuMs) && isAmount(heapBytes) ? { cpuMs, heapBytes } : null;
}

function parseIsolateGone({ deployment, reason }: Fields): FromSandbox | null {
  if (!isId(deployment)) return null;
  if (reason !== 'heap' && reason !== 'undeployed' && reason !== 'stopped') return null;
  return { type: 'isolateGone', deployment, reason };
}

function parseMeasured({ isolates }: Fields): FromSandbox | null {
  return Array.isArray(isolates) && isolates.every(isMeasure) ? { type: 'measured', isolates } : null;
}

function isMeasure(value: unknown): value is IsolateMeasure {
  if (typeof value !== 'object' || value === null) return false;
  const { deployment, heapBytes } = value as Fields;
  return isId(deployment) && isAmount(heapBytes);
}

function isHeaderList(value: unknown): value is HeaderList {
  return Array.isArray(value) && value.length <= maxHeaders && value.every(isHeader);
}

function isHeader(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string';
}

function isBody(value: unknown): value is Uint8Array | null {
  return value === null || value instanceof Uint8Array;
}

function isLogLevel(value: unknown): value is LogLevel {
  return logLevelSchema.options.includes(value as LogLevel);
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Infinity;
}
