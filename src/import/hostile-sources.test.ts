/** @module-tag g6 */
import { afterAll, describe, expect, it } from 'vitest';

import { NexoError } from '../contract/errors.ts';
import { importKindSchema, type ImportKind } from '../contract/import.ts';
import { rawZip } from '../bundle/zip/testing/raw-zip.ts';
import { parseRecord } from '../engine/store/function-record.ts';
import { checkRoutePattern } from '../engine/router/route-pattern.ts';
import type { ImportContext } from './import-draft.ts';
import { readImport } from './read-import.ts';
import { readSource } from './source-files.ts';
import { bundle } from './testing/hostile-case.ts';
import { hostileManifests } from './testing/hostile-manifests.ts';
import { hostileNames } from './testing/hostile-names.ts';
import { hostileStructures } from './testing/hostile-structures.ts';
import { hostileTexts } from './testing/hostile-texts.ts';

/** Everything an import does before the store is asked for anything: what rejects here has written nothing. */
async function readHostile(zip: Uint8Array, as?: ImportKind): Promise<unknown> {
  const source = await readSource({ type: 'zip', name: 'hostile.zip', base64: Buffer.from(zip).toString('base64') });
  return readImport(source, as, context);
}
const context: ImportContext = { checkRoute: checkRoutePattern, parseRecord, match: () => undefined };

const cases = [...hostileNames, ...hostileStructures, ...hostileManifests];
const refusedMessages: string[] = [];
afterAll(() =>
  console.log(`hostile sources refused: ${refusedMessages.length} of ${cases.length + hostileTexts.length}`),
);

describe('an import', () => {
  it('takes the bundle that the hostile ones are made of', async () => {
    expect(await readHostile(rawZip(bundle()))).toMatchObject({ kind: 'nexo', functions: [{ key: 'hello' }] });
  });

  it.each(cases)('refuses %s', async (_, zip, names) => {
    const made = zip();
    const error = await readHostile(Buffer.isBuffer(made) ? made : rawZip(made)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NexoError);
    const { code, message } = error as NexoError;
    expect(code).toMatch(/^INVALID_(?:INPUT|ROUTE)$/);
    expect(message).toMatch(names);
    refusedMessages.push(message);
  });

  it.each(hostileTexts)('refuses %s', async (_, as, name, text, names) => {
    const error = await readSource({ type: 'text', name, text })
      .then((source) => readImport(source, as, context))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NexoError);
    expect((error as NexoError).code).toMatch(/^INVALID_(?:INPUT|ROUTE)$/);
    expect((error as NexoError).message).toMatch(names);
    refusedMessages.push((error as NexoError).message);
  });

  it('knows every kind', () => expect(importKindSchema.options).toHaveLength(10));
});
