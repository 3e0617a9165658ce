/** What goes back into an isolate: JSON, and the one buffer it refers to. */
export interface LocalAnswer {
  text: string;
  body: ArrayBuffer | undefined;
  /** CPU time the work took outside the isolate, in milliseconds. */
  cpuMs: number;
}

/** An answer's data; a Uint8Array anywhere in it crosses as bytes. */
export type AnswerValues = Readonly<Record<string, unknown>>;

export function packAnswer(values: AnswerValues): Omit<LocalAnswer, 'cpuMs'> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reference = (bytes: Uint8Array): object => {
    parts.push(bytes);
    length += bytes.byteLength;
    return { at: length - bytes.byteLength, length: bytes.byteLength };
  };
  const replace = function (this: Record<string, unknown>, name: string, value: unknown): unknown {
    // Not `value`: a Buffer describes itself as JSON before it comes here.
    const given = this[name];
    return given instanceof Uint8Array ? reference(given) : value;
  };
  const text = JSON.stringify({ ok: true, ...values }, replace);
  if (parts.length === 0) return { text, body: undefined };
  const body = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.byteLength;
  }
  return { text, body: body.buffer };
}

const maxMessageLength = 500;

/** Only errors that specifications name go in with their texts; any other would tell about this program. */
export function packFailure(error: unknown): Omit<LocalAnswer, 'cpuMs'> {
  const named = error instanceof DOMException || error instanceof TypeError || error instanceof RangeError;
  const { name, message } = named ? error : new DOMException('The operation failed', 'OperationError');
  return { text: JSON.stringify({ ok: false, name, message: message.slice(0, maxMessageLength) }), body: undefined };
}
