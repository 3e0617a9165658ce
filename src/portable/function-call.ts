import type { BundledFunction } from './bundled-function.ts';

/** What an adapter gives of the platform it is for. */
export interface PlatformContext {
  /** Keeps the platform from ending before `promise` has settled. */
  waitUntil(promise: Promise<unknown>): void;
}

/** A variable or secret of the platform's environment; undefined where it has none of that name. */
export type ReadVariable = (name: string) => string | undefined;

/** One call of a function, whoever makes it. */
export interface FunctionCall {
  target: BundledFunction;
  request: Request;
  params: Record<string, string>;
  readVariable: ReadVariable;
  context: PlatformContext;
  /** How many functions called each other to get here. */
  depth: number;
}
