import type { FunctionDraft } from '../../src/contract/function.ts';

export interface ParityRequest {
  method?: string;
  /** Path and query; the function's own `/<id>` when left out. */
  path?: string;
  headers?: [string, string][];
  body?: string | Uint8Array;
}

/** A function and what it is asked. Its route is `/<id>` unless it says otherwise. */
export interface ParityCase extends Partial<
  Pick<FunctionDraft, 'route' | 'methods' | 'language' | 'env' | 'bindings'>
> {
  id: string;
  code: string;
  limits?: Partial<FunctionDraft['limits']>;
  requests: ParityRequest[];
}

/** What the requests of a case without its own are: one GET. */
export const oneGet: ParityRequest[] = [{}];
