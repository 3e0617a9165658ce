import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';

const types: Record<string, string> = {
  css: 'text/css',
  html: 'text/html',
  idl: 'text/plain',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
  txt: 'text/plain',
  wasm: 'application/wasm',
};

/** The few scripted pages that tests of the platform itself rely on. */
const scripts: Record<string, (url: URL, body: Uint8Array) => Uint8Array> = {
  'echo-content.py': (_, body) => body,
  'trickle.py': (url) => new TextEncoder().encode('TEST_TRICKLE\n'.repeat(Number(url.searchParams.get('count')))),
};

export interface FileAnswer {
  status: number;
  headers: [string, string][];
  body: Uint8Array;
}

/** Answers a test's `fetch` with files of the checkout; the scripted pages of its own server are missing. */
export async function serveFile(wptRoot: string, target: string, body: Uint8Array): Promise<FileAnswer> {
  const url = new URL(target, 'http://files.test');
  const path = normalize(decodeURIComponent(url.pathname));
  const type = types[path.slice(path.lastIndexOf('.') + 1)];
  const script = scripts[path.slice(path.lastIndexOf('/') + 1)];
  if (script) return { status: 200, headers: [['content-type', 'text/plain']], body: script(url, body) };
  try {
    const bytes = await readFile(join(wptRoot, path));
    const headers = pipedHeaders(url) ?? (await fileHeaders(join(wptRoot, path))) ?? typeHeader(type);
    return { status: 200, headers, body: bytes };
  } catch {
    return { status: 404, headers: [], body: new Uint8Array(0) };
  }
}

const typeHeader = (type: string | undefined): [string, string][] =>
  type === undefined ? [] : [['content-type', type]];

/** A `.headers` file beside a file says what the server sends with it. */
async function fileHeaders(path: string): Promise<[string, string][] | null> {
  const text = await readFile(`${path}.headers`, 'utf8').catch(() => null);
  if (text === null) return null;
  return [...text.matchAll(/^([^:\n]+):[ \t]*(.*)$/gm)].map(([, name, value]) => [name!, value!.trim()]);
}

/** `?pipe=header(Name,value)`: the headers a test wants instead of those the file has. */
function pipedHeaders(url: URL): [string, string][] | null {
  const piped = /^header\(([^,]*),(.*)\)$/.exec(url.searchParams.get('pipe') ?? '');
  return piped ? [[piped[1]!.trim(), piped[2]!.trim()]] : null;
}
