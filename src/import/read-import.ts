import type { ImportKind } from '../contract/import.ts';
import { findKind } from './find-kind.ts';
import type { ImportContext, ImportDraft } from './import-draft.ts';
import { readCloudflare } from './kinds/cloudflare.ts';
import { readCurl } from './kinds/curl.ts';
import { readDeno } from './kinds/deno.ts';
import { readHar } from './kinds/har.ts';
import { readLambda } from './kinds/lambda.ts';
import { readNetlify } from './kinds/netlify.ts';
import { readNexo } from './kinds/nexo.ts';
import { readOpenApi } from './kinds/openapi.ts';
import { readPostman } from './kinds/postman.ts';
import { readVercel } from './kinds/vercel.ts';
import type { SourceFiles } from './source-files.ts';

type Reader = (source: SourceFiles, context: ImportContext) => ImportDraft | Promise<ImportDraft>;

const readers: Record<ImportKind, Reader> = {
  nexo: readNexo,
  cloudflare: readCloudflare,
  lambda: readLambda,
  netlify: readNetlify,
  vercel: readVercel,
  deno: readDeno,
  openapi: readOpenApi,
  curl: readCurl,
  postman: readPostman,
  har: readHar,
};

/** Translates a source; which kind it is is found out when left out. Nothing of it is run. Rejects with INVALID_INPUT. */
export async function readImport(
  source: SourceFiles,
  as: ImportKind | undefined,
  context: ImportContext,
): Promise<ImportDraft> {
  return readers[as ?? findKind(source)](source, context);
}
