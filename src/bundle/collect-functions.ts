import { NexoError } from '../contract/errors.ts';
import type { NexoFunction } from '../contract/function.ts';
import type { ExportedFunction } from './exported-function.ts';

/** What collecting needs of a workspace. */
export interface FunctionSource {
  /** Rejects when there is no such function, or it cannot be read. */
  get(id: string): Promise<NexoFunction>;
  /** Makes one ES module of a function for other runtimes. Rejects with SYNTAX_ERROR. */
  compile(source: NexoFunction): Promise<Pick<ExportedFunction, 'code' | 'sourceMap' | 'inputs'>>;
}

/**
 * The functions asked for, compiled, in order of their ids; and those that they call, which get no route. Rejects with
 * what the first function that cannot be exported rejects with.
 */
export async function collectFunctions(ids: readonly string[], source: FunctionSource): Promise<ExportedFunction[]> {
  if (ids.length === 0) throw new NexoError('INVALID_INPUT', 'functions: name at least one', { field: 'functions' });
  const collected = new Map<string, ExportedFunction>();
  const collect = async (id: string, routed: boolean): Promise<void> => {
    if (collected.has(id)) return;
    const found = await source.get(id);
    collected.set(id, { function: found, routed, ...(await source.compile(found)) });
  };
  for (const id of ids) await collect(id, true);
  // A map goes on with what was added while it was gone through.
  for (const [, { function: caller }] of collected) {
    for (const { function: called } of Object.values(caller.bindings)) await collect(called, false);
  }
  return [...collected.values()].toSorted((a, b) => (a.function.id < b.function.id ? -1 : 1));
}
