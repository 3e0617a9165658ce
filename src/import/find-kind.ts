import { manifestFile } from '../bundle/nexo/manifest.ts';
import type { ImportKind } from '../contract/import.ts';
import { looksLikeCurl } from '../kit/parse-curl.ts';
import { wranglerFiles } from './kinds/cloudflare.ts';
import { lambdaFiles } from './kinds/lambda.ts';
import { openApiFile } from './kinds/openapi.ts';
import { refused } from './refused.ts';
import type { SourceFiles } from './source-files.ts';

/** What a source is, by what is in it. Throws INVALID_INPUT when it is nothing that can be imported. */
export function findKind(source: SourceFiles): ImportKind {
  const kind = kindOfProject(source) ?? (source.files.length === 1 ? kindOfFile(source) : kindOfCode(source));
  if (kind !== undefined) return kind;
  throw refused(
    source.label,
    'this is nothing that can be imported: no Nexo bundle, no project for Workers, Lambda, Netlify, Vercel or Deno, no OpenAPI, Postman, HAR or curl',
  );
}

function kindOfProject(source: SourceFiles): ImportKind | undefined {
  const hasAny = (names: readonly string[]): boolean => names.some((name) => source.has(name));
  const hasUnder = (pattern: RegExp): boolean => source.files.some(({ path }) => pattern.test(path));
  if (source.has(manifestFile)) return 'nexo';
  if (hasAny(wranglerFiles)) return 'cloudflare';
  if (hasAny(lambdaFiles)) return 'lambda';
  if (source.has('netlify.toml') || hasUnder(/^netlify\/functions\//)) return 'netlify';
  if (
    source.has('vercel.json') ||
    hasUnder(/^(?:(?:src\/)?pages\/)?api\/.*\.[cm]?[jt]sx?$|^(?:src\/)?app\/.*route\.[jt]sx?$/)
  )
    return 'vercel';
  if (hasAny(['deno.json', 'deno.jsonc'])) return 'deno';
  return openApiFile(source) === undefined ? undefined : 'openapi';
}

function kindOfFile(source: SourceFiles): ImportKind | undefined {
  const [file] = source.files;
  const text = (file && source.text(file.path)) ?? '';
  if (looksLikeCurl(text)) return 'curl';
  if (/^\s*\{/.test(text)) {
    if (/"schema"\s*:\s*"[^"]*collection\/v\d/.test(text)) return 'postman';
    return /"log"\s*:\s*\{/.test(text) && /"entries"\s*:/.test(text) ? 'har' : undefined;
  }
  return kindOfCode(source);
}

/** By what its modules say; what they mean is for a parser. */
function kindOfCode(source: SourceFiles): ImportKind | undefined {
  const texts = source.files
    .filter(({ path }) => /\.[cm]?[jt]sx?$/.test(path) && path.split('/').length < 3)
    .map(({ path }) => source.text(path) ?? '');
  const some = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text));
  if (some(/\bDeno\.serve\s*\(/)) return 'deno';
  if (some(/addEventListener\s*\(\s*['"]fetch['"]/)) return 'cloudflare';
  if (some(/\bexport\s+(?:async\s+)?function\s+(?:GET|POST|PUT|PATCH|DELETE)\b/)) return 'vercel';
  if (some(/\bexport\s+default\b/) && some(/\bfetch\b/)) return 'cloudflare';
  if (some(/\bexports\.handler\s*=|\bexport\s+(?:const|async function|function)\s+(?:handler|lambdaHandler)\b/))
    return 'lambda';
  return undefined;
}
