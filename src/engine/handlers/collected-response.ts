import { errorText } from '../../contract/error-answer.ts';
import { errorStatus } from '../../contract/errors.ts';
import type { HeaderList, InvokeResult } from '../../contract/invocation.ts';
import { encodeBody } from '../body/encode-body.ts';
import type { CountedLine } from '../compile/count-lines.ts';
import { lineHits } from './line-hits.ts';
import { bytesOf, type InvocationReport, type InvocationSink } from '../pool/invocation-sink.ts';

/** An answer kept in memory: what a gateway client would have got, without the headers of the connection. */
export interface CollectedResponse extends InvocationSink {
  readonly result: Promise<InvokeResult>;
}

/** Its size is bounded by the function's `responseBytes`. */
export function collectResponse(
  invocation: string,
  version: string,
  counted: readonly CountedLine[] = [],
): CollectedResponse {
  const { promise, resolve } = Promise.withResolvers<InvokeResult>();
  const chunks: Uint8Array[] = [];
  let head: { status: number; headers: HeaderList } | undefined;

  const failedHead = ({ failure }: InvocationReport): { status: number; headers: HeaderList } => {
    if (failure === null) return { status: 0, headers: [] };
    const { code, message } = failure;
    chunks.push(Buffer.from(errorText({ code, message, invocation })));
    return { status: errorStatus[code], headers: [['content-type', 'application/json; charset=utf-8']] };
  };
  return {
    result: promise,
    head(status, headers, body) {
      head = { status, headers };
      if (body !== null) chunks.push(bytesOf(body));
    },
    chunk(bytes) {
      chunks.push(bytes);
      return true;
    },
    end() {},
    finished(report) {
      const { status, headers } = head ?? failedHead(report);
      const { logs, logsDropped, cpuMs, wallMs, heapBytes, cold, failure: error } = report;
      const measured = {
        logs,
        logsDropped,
        cpuMs,
        wallMs,
        heapBytes,
        cold,
        error,
        ...lineHits(counted, report.lineCounts),
      };
      const { text: body, encoding: bodyEncoding } = encodeBody(Buffer.concat(chunks));
      resolve({ invocation, version, status, headers, body, bodyEncoding, ...measured });
    },
  };
}
