import { NexoError } from '../contract/errors.ts';

/** A request whose body is not read beyond what its function accepts. */
export interface LimitedRequest {
  readonly request: Request;
  /** Set once the body turned out too large. */
  readonly excess: NexoError | undefined;
  /** The whole body; undefined when there is none. */
  whole(): Promise<ArrayBuffer | undefined>;
}

/** Throws BODY_TOO_LARGE for an announced length; a body of unknown length fails where it becomes too large. */
export function limitRequest(request: Request, maxBytes: number): LimitedRequest {
  const length = request.headers.get('content-length');
  const { body } = request;
  if (length !== null && Number(length) > maxBytes) {
    void body?.cancel();
    throw tooLarge(maxBytes);
  }
  if (body === null || length !== null) return { request, excess: undefined, whole: () => wholeBody(request) };
  const limited = { request, excess: undefined as NexoError | undefined, whole: () => wholeBody(limited.request) };
  let received = 0;
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received += chunk.byteLength;
        if (received <= maxBytes) return controller.enqueue(chunk);
        limited.excess = tooLarge(maxBytes);
        throw limited.excess;
      },
    }),
  );
  limited.request = new Request(request, { body: counted, duplex: 'half' } as RequestInit);
  return limited;
}

async function wholeBody(request: Request): Promise<ArrayBuffer | undefined> {
  return request.body === null ? undefined : request.arrayBuffer();
}

function tooLarge(maxBytes: number): NexoError {
  return new NexoError('BODY_TOO_LARGE', `the request body is larger than the ${maxBytes} bytes allowed`);
}
