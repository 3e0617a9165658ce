import type { FlatHeaders } from './door.ts';

/** A response taken apart. */
export interface ResponseParts {
  status: number;
  headers: FlatHeaders;
  body: string | Uint8Array | null | ChunkReader;
}

/** A body that comes in pieces. */
export interface ChunkReader {
  /** The next piece; undefined at the end. */
  read(): Promise<Uint8Array | undefined>;
  cancel(reason: unknown): void;
}

/** A request made for the `fetch` form, and what ends it from outside. */
export interface AbortableRequest {
  request: unknown;
  abort(): void;
}

/** What the dispatcher needs of the web platform, by calls that no function code can have replaced. */
export interface Platform {
  createHeaders(list: FlatHeaders): object;
  plainHeaders(headers: object): Record<string, string>;
  /** `name, value, …` in order. */
  parseQuery(query: string): string[];
  decode(bytes: Uint8Array): string;
  createRequest(
    head: { method: string; url: string; headers: FlatHeaders },
    body: ArrayBuffer | undefined,
  ): AbortableRequest;
  /** Undefined for anything that is not a `Response`. Throws where its body has been read already. */
  takeApart(value: unknown): ResponseParts | undefined;
  /** Delivers a timer or an operation's result; false where nothing waits for it. */
  timerFired(timer: number): void;
  operationDone(operation: number, result: string, body: ArrayBuffer | undefined): void;
  /** Drops the timers and operations an invocation left behind. */
  forget(invocation: number): void;
}
