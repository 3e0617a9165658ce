import type { PlannedFunction } from '../contract/import.ts';
import { testCaseSchema, testNameSchema } from '../contract/test.ts';
import type { DraftFunction } from './import-draft.ts';

/** The tests among a function's files. One that is broken is taken over as it is, and shown as broken there. */
export function testsIn({ files, route }: DraftFunction): PlannedFunction['tests'] {
  return files.flatMap(({ path, bytes }) => {
    const name = /^tests\/([^/]+)\.json$/.exec(path)?.[1];
    if (name === undefined || !testNameSchema.safeParse(name).success) return [];
    const { method = '', path: requested } = requestIn(bytes) ?? {};
    return [{ name, method, path: requested ?? route }];
  });
}

function requestIn(bytes: Uint8Array): { method: string; path?: string } | undefined {
  try {
    return testCaseSchema.shape.request.parse(
      (JSON.parse(Buffer.from(bytes).toString()) as { request?: unknown }).request,
    );
  } catch {
    return undefined;
  }
}
