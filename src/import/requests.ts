import type { ImportKind, ImportNote } from '../contract/import.ts';
import { testCaseSchema, testNameSchema, type TestCase } from '../contract/test.ts';
import { freeTestName } from './free-names.ts';
import type { DraftRequest, ImportContext, ImportDraft } from './import-draft.ts';
import type { SourceFiles } from './source-files.ts';

/** A request as curl, Postman or a browser has it. */
export interface ForeignRequest {
  name: string;
  method: string;
  /** With scheme and host, or a path alone. */
  url: string;
  headers: readonly (readonly [string, string])[];
  body?: { text: string } | { form: Record<string, string | string[]> } | { base64: string };
  description?: string;
  /** Where it is in the source. */
  line?: number;
}

/** Who reads one of these can be them; what transfers set themselves says nothing. */
const credentials =
  /^(?:(?:proxy-)?authorization|cookie|set-cookie|(?:x-)?api-?key|x-(?:auth|access|csrf|xsrf)-token|x-amz-security-token|x-goog-api-key)$/i;
const ofTransfers =
  /^(?::|host$|content-length$|connection$|accept-encoding$|transfer-encoding$|upgrade-insecure-requests$|sec-|dnt$|te$|keep-alive$|proxy-connection$)/i;
const maxRequests = 500;

/** Foreign requests as an import takes them; `file` is where they are said to come from. */
export function requestsDraft(
  kind: ImportKind,
  { name, label }: Pick<SourceFiles, 'name' | 'label'>,
  requests: readonly ForeignRequest[],
  context: ImportContext,
  notes: ImportNote[],
): ImportDraft {
  const saved = savedRequests(requests, label, context, notes);
  return { kind, name, functions: [], requests: saved, files: [], environment: null, notes };
}

/** Requests as saved tests of functions: the one that was chosen, or those that answer their paths. */
function savedRequests(
  requests: readonly ForeignRequest[],
  file: string,
  context: ImportContext,
  notes: ImportNote[],
): DraftRequest[] {
  const taken = new Map<string, string[]>();
  const hosts = new Set<string>();
  const saved: DraftRequest[] = [];
  for (const request of requests.slice(0, maxRequests)) {
    const at = { file, line: request.line };
    const url = URL.parse(request.url, 'http://nexo.invalid');
    if (url === null || !/^https?:$/.test(url.protocol)) {
      notes.push({ severity: 'lost', message: `"${request.name}": ${request.url.slice(0, 100)} is no address`, ...at });
      continue;
    }
    if (url.host !== 'nexo.invalid') hosts.add(url.host);
    const path = `${url.pathname.replace(/^\/fn(?=\/|$)/, '') || '/'}${url.search}`;
    const functionId = context.functionId ?? context.match(request.method, path.replace(/\?.*$/, ''));
    if (functionId === undefined) {
      notes.push({
        severity: 'lost',
        message: `"${request.name}": no function answers ${request.method} ${path.slice(0, 200)}; choose one for all`,
        ...at,
      });
      continue;
    }
    const test = testOf(request, path, at, notes);
    if (test === undefined) continue;
    const names = taken.get(functionId) ?? [];
    const name = freeTestName(testNameOf(request.name), names);
    taken.set(functionId, [...names, name]);
    saved.push({ functionId, name, test });
  }
  if (requests.length > maxRequests) {
    notes.push({
      severity: 'lost',
      message: `${requests.length - maxRequests} requests: at most ${maxRequests} are saved at once`,
      file,
    });
  }
  if (hosts.size > 0) {
    const list = [...hosts].slice(0, 10).join(', ');
    notes.push({ severity: 'look', message: `requests to ${list} are saved as requests to the function itself`, file });
  }
  return saved;
}

function testOf(
  { name, method, headers, body, description }: ForeignRequest,
  path: string,
  at: { file: string; line?: number },
  notes: ImportNote[],
): TestCase | undefined {
  const kept: Record<string, string | string[]> = {};
  for (const [key, value] of headers) {
    if (ofTransfers.test(key) || key === '__proto__') continue;
    if (credentials.test(key)) {
      notes.push({
        severity: 'lost',
        message: `"${name}": the header ${key} is a credential; values of those are not saved`,
        ...at,
      });
      continue;
    }
    const lower = key.toLowerCase();
    const before = kept[lower];
    kept[lower] = before === undefined ? value : [before, value].flat();
  }
  const test = testCaseSchema.safeParse({
    ...(description !== undefined && description !== '' && { description: description.slice(0, 2_000) }),
    request: {
      method: method.toUpperCase(),
      path,
      ...(Object.keys(kept).length > 0 && { headers: kept }),
      ...(body !== undefined && { body: storedBody(body, kept['content-type']) }),
    },
  });
  if (test.success) return test.data;
  const [issue] = test.error.issues;
  notes.push({
    severity: 'lost',
    message: `"${name}": ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    ...at,
  });
  return undefined;
}

/** JSON as JSON, so that people can read it. */
function storedBody(body: NonNullable<ForeignRequest['body']>, type: string | string[] | undefined): unknown {
  if (!('text' in body) || !/[/+]json\b/.test([type].flat().join())) return body;
  try {
    return { json: JSON.parse(body.text) as unknown };
  } catch {
    return body;
  }
}

/** What a test may be called. */
export function testNameOf(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} _.-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 74)
    .replace(/[ .]+$/, '');
  return testNameSchema.safeParse(name).success ? name : 'request';
}
