import type { InvocationSource } from '../../contract/invocation.ts';
import type { BodySource } from '../body/body-source.ts';

/** A call of a function, whoever makes it. */
export interface Call {
  source: InvocationSource;
  method: string;
  /** Path and query as the client sent them, without `/fn`. */
  path: string;
  /** The whole URL as the function sees it. */
  url: string;
  /** `name, value, name, value, …` */
  headers: string[];
  params: Record<string, string>;
  body: Uint8Array | BodySource | null;
  /** How many functions called each other to get here; none when left out. */
  depth?: number;
  /** The call this one repeats. */
  replayOf?: string;
}
