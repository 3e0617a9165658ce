import { columns, paint } from './paint.ts';

/** What a call is shown by, whether it is kept or has just ended. */
export interface ShownCall {
  functionId: string;
  method: string;
  path: string;
  status: number;
  startedAt: number;
  wallMs: number;
  cpuMs: number;
  logs: readonly { level: string; text: string }[];
  failure: { code: string; message: string; position?: { file: string; line: number } } | null;
}

/** A call in a line, its logs and its failure below. */
export function callLines({
  functionId,
  method,
  path,
  status,
  startedAt,
  wallMs,
  cpuMs,
  logs,
  failure,
}: ShownCall): string {
  const time = new Date(startedAt).toLocaleTimeString('en-GB');
  const colour = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  const line = `${paint('dim', time)} ${paint(colour, String(status))} ${columns([[method, path]])} ${paint('dim', `${functionId} ${wallMs.toFixed(1)} ms, ${cpuMs.toFixed(1)} ms CPU`)}`;
  const written = logs.map(({ level, text }) => `  ${level === 'error' ? paint('red', text) : text}`);
  const place = failure?.position === undefined ? '' : ` (${failure.position.file}:${failure.position.line})`;
  const failed = failure === null ? [] : [`  ${paint('red', `${failure.code}: ${failure.message}${place}`)}`];
  return [line, ...written, ...failed].join('\n');
}
