import { NexoError } from '../../contract/errors.ts';
import type { BundleFile } from '../bundle-file.ts';
import { readZip } from '../zip/read-zip.ts';
import { manifestFile, manifestSchema, type Manifest } from './manifest.ts';

export interface NexoBundle {
  manifest: Manifest;
  /** Everything but the manifest: a workspace folder. */
  files: BundleFile[];
}

const maxManifestBytes = 1_000_000;
/** Where functions may be made of files. */
const places =
  /^(?:functions\/[a-z0-9][a-z0-9-]{0,63}|shared|node_modules)\/|^(?:README\.md|nexo\.json|package\.json|tsconfig\.json)$/;

/** A Nexo bundle that nobody vouches for. Nothing of it is run. Rejects with INVALID_INPUT. */
export async function readNexoBundle(zip: Uint8Array): Promise<NexoBundle> {
  return readBundleFiles(await readZip(zip));
}

/** The same of its files, read already. */
export function readBundleFiles(files: readonly BundleFile[]): NexoBundle {
  const manifest = manifestOf(files.find(({ path }) => path === manifestFile)?.bytes);
  const rest = files.filter(({ path }) => path !== manifestFile);
  const stray = rest.find(({ path }) => !places.test(path));
  if (stray !== undefined) throw refused(`${JSON.stringify(stray.path)} has no place in one`);
  const named = new Set(manifest.functions);
  if (named.size < manifest.functions.length) throw refused(`its ${manifestFile} names a function twice`);
  const unnamed = rest.find(({ path }) => path.startsWith('functions/') && !named.has(path.split('/')[1] ?? ''));
  if (unnamed !== undefined) {
    throw refused(`${JSON.stringify(unnamed.path)} is of a function that its ${manifestFile} does not name`);
  }
  for (const id of manifest.functions) {
    if (!rest.some(({ path }) => path === `functions/${id}/function.json`)) throw refused(`it has no function "${id}"`);
  }
  return { manifest, files: rest };
}

function manifestOf(bytes: Uint8Array | undefined): Manifest {
  if (bytes === undefined) throw refused(`it has no ${manifestFile}; other zips cannot be served`);
  if (bytes.byteLength > maxManifestBytes) throw refused(`its ${manifestFile} is too large`);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString());
  } catch (error) {
    throw refused(`its ${manifestFile} is not JSON`, error);
  }
  if (isNewer(value)) throw refused('a newer Nexo Studio wrote it; update this one to read it');
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`its ${manifestFile} says something else: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

function isNewer(value: unknown): boolean {
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return format === 'nexo-bundle' && typeof version === 'number' && version > 1;
}

function refused(why: string, cause?: unknown): NexoError {
  return new NexoError('INVALID_INPUT', `this is no Nexo bundle: ${why}`, {}, { cause });
}
