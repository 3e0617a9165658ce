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
const scripts: Record<string, (url: URL, body: ArrayBuffer) => ArrayBuffer> = {
  'echo-content.py': (_, body) => body,
  'trickle.py': (url) =>
    new TextEncoder().encode('TEST_TRICKLE\n'.repeat(Number(url.searchParams.get('count')))).buffer,
};

type Answer = { result: Record<string, unknown>; body?: ArrayBuffer };

/** Answers a test's `fetch` with files of the checkout; there is no server, so its scripted pages are missing. */
export async function serveFile(
  wptRoot: string,
  origin: string,
  request: Record<string, unknown>,
  body: ArrayBuffer | undefined,
): Promise<Answer> {
  const url = new URL(String(request['url']));
  if (url.origin !== origin) return { result: { ok: false, name: 'TypeError', message: 'no such host' } };
  const path = normalize(decodeURIComponent(url.pathname));
  const type = types[path.slice(path.lastIndexOf('.') + 1)];
  const script = scripts[path.slice(path.lastIndexOf('/') + 1)];
  if (script) return answer(url.href, 200, [['content-type', 'text/plain']], script(url, body ?? new ArrayBuffer(0)));
  try {
    const bytes = await readFile(join(wptRoot, path));
    return answer(
      url.href,
      200,
      pipedHeaders(url) ?? (await fileHeaders(join(wptRoot, path))) ?? typeHeader(type),
      new Uint8Array(bytes).buffer,
    );
  } catch {
    return answer(url.href, 404, [], new ArrayBuffer(0));
  }
}

const typeHeader = (type: string | undefined): [string, string][] =>
  type === undefined ? [] : [['content-type', type]];

/** A `.headers` file beside a file says what the server sends with it. */
async function fileHeaders(path: string): Promise<[string, string][] | null> {
  const text = await readFile(`${path}.headers`, 'utf8').catch(() => null);
  if (text === null) return null;
  return [...text.matchAll(/^([^:\n]+):[ \t]*(.*)$/gm)].map(([, name, value]) => [name!, value!]);
}

/** `?pipe=header(Name,value)`: the headers a test wants instead of those the file has. */
function pipedHeaders(url: URL): [string, string][] | null {
  const piped = /^header\(([^,]*),(.*)\)$/.exec(url.searchParams.get('pipe') ?? '');
  return piped ? [[piped[1]!.trim(), piped[2]!.trim()]] : null;
}

function answer(url: string, status: number, headers: [string, string][], body: ArrayBuffer): Answer {
  return {
    result: { ok: true, status, statusText: status === 200 ? 'OK' : 'Not Found', headers, url, redirected: false },
    body,
  };
}
