import type { InvokeEvent, InvokeResult, LogEntry } from '../../contract/invocation.ts';

/** A piece of a body: where it begins in it, and when it came. */
export interface ChunkMark {
  offset: number;
  bytes: number;
  /** Milliseconds after the call was made. */
  atMs: number;
}

/** What a run has answered, or has so far. */
export interface Answer extends Omit<InvokeResult, 'body' | 'bodyEncoding'> {
  body: Uint8Array;
  chunks: readonly ChunkMark[];
  headMs: number;
}

/** The end of what has come so far: cheap to make, however much there is. */
export interface LiveAnswer {
  status: number;
  headMs: number;
  bytes: number;
  chunks: number;
  /** The latest chunks, the last one last. */
  tail: readonly { number: number; bytes: number; atMs: number; content: Uint8Array }[];
  logs: readonly LogEntry[];
}

const tailLength = 100;

type Head = Extract<InvokeEvent, { type: 'head' }>;

/** Puts an answer together while it comes. Nothing is copied until somebody looks. */
export class AnswerBuilder {
  #head: Head | null = null;
  readonly #pieces: Uint8Array[] = [];
  readonly #chunks: ChunkMark[] = [];
  readonly #logs: LogEntry[] = [];
  #end: Extract<InvokeEvent, { type: 'end' }> | null = null;
  #bytes = 0;

  add(event: InvokeEvent): void {
    switch (event.type) {
      case 'head':
        this.#head = event;
        break;
      case 'chunk':
        this.#pieces.push(decodeBase64(event.base64));
        this.#chunks.push({ offset: this.#bytes, bytes: event.bytes, atMs: event.atMs });
        this.#bytes += event.bytes;
        break;
      case 'log':
        this.#logs.push(event.entry);
        break;
      case 'end':
        this.#end = event;
    }
  }

  /** How things stand; null before the head. */
  live(): LiveAnswer | null {
    if (this.#head === null) return null;
    const { status, atMs: headMs } = this.#head;
    const first = Math.max(0, this.#chunks.length - tailLength);
    const tail = this.#chunks.slice(first).map(({ bytes, atMs }, index) => {
      const content = this.#pieces[first + index] ?? new Uint8Array();
      return { number: first + index + 1, bytes, atMs, content };
    });
    return { status, headMs, bytes: this.#bytes, chunks: this.#chunks.length, tail, logs: [...this.#logs] };
  }

  /** All there is; null before the head. Copies the body once. */
  answer(): Answer | null {
    if (this.#head === null) return null;
    const { invocation, version, status, headers, atMs } = this.#head;
    const measured = this.#end ?? { ...nothingMeasured, logs: [...this.#logs] };
    const { logs, logsDropped, cpuMs, wallMs, heapBytes, cold, error, lines } = measured;
    return {
      invocation,
      version,
      status,
      headers,
      headMs: atMs,
      body: joined(this.#pieces, this.#bytes),
      chunks: [...this.#chunks],
      logs,
      logsDropped,
      cpuMs,
      wallMs,
      heapBytes,
      cold,
      error,
      ...(lines !== undefined && { lines }),
    };
  }
}

const nothingMeasured = {
  logsDropped: 0,
  cpuMs: 0,
  wallMs: 0,
  heapBytes: 0,
  cold: false,
  error: null,
  lines: undefined,
};

function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
