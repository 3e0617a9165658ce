import type { Traits } from '../project.ts';

/** The first lines of an adapter: what it is, and a `load` that gives the original its variables before it is loaded. */
export function loading(main: string, platform: string, { usesProcess, usesBuffer }: Traits, before = ''): string {
  const imports = usesBuffer ? "import { Buffer } from 'node:buffer';\n\n" : '';
  const globals = [
    ...(usesProcess ? ['  globalThis.process ??= { env: {} };', '  Object.assign(globalThis.process.env, env);'] : []),
    ...(usesBuffer ? ['  globalThis.Buffer ??= Buffer;'] : []),
    ...before.split('\n').filter((line) => line !== ''),
  ];
  return `${imports}// Made by the import: calls ${main}, which is as it was, the way ${platform} does.

let original;

/** Loaded with the first call: only then are its variables known. */
function load(${globals.some((line) => line.includes('env')) ? 'env' : ''}) {
${globals.map((line) => `${line}\n`).join('')}  return (original ??= import('${main}'));
}
`;
}

/** Reads a route's parameters from a path; for a route that has some. */
export function parameters(route: string): string {
  return `
const route = '${route.replaceAll("'", "\\'")}'.split('/');

function parametersOf(pathname) {
  const parts = pathname.split('/').map(decodeURIComponent);
  const found = {};
  for (const [at, name] of route.entries()) {
    if (name.startsWith(':')) found[name.slice(1).replace('?', '')] = parts[at] ?? '';
    if (name === '*') found['*'] = parts.slice(at).join('/');
  }
  return found;
}
`;
}

/** Turns an answer of status, headers and body, as Lambda has them, into a Response. */
export const responseOf = `
function responseOf(result) {
  if (typeof result !== 'object' || result === null || result.statusCode === undefined) {
    if (result === undefined || result === null) return new Response(null, { status: 204 });
    const text = typeof result === 'string' ? result : JSON.stringify(result);
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(result.headers ?? {})) headers.set(name, String(value));
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    headers.delete(name);
    for (const value of values) headers.append(name, String(value));
  }
  for (const cookie of result.cookies ?? []) headers.append('set-cookie', cookie);
  const status = Number(result.statusCode);
  if (status === 204 || status === 304 || result.body === undefined || result.body === null) {
    return new Response(null, { status, headers });
  }
  const body = result.isBase64Encoded ? Uint8Array.from(atob(result.body), (one) => one.charCodeAt(0)) : String(result.body);
  return new Response(body, { status, headers });
}
`;

/** Reads a body as text where it is text, as base64 otherwise. */
export const bodyOf = `
async function bodyOf(request) {
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length === 0) return { body: null, isBase64Encoded: false };
  const type = request.headers.get('content-type') ?? '';
  const isText = /^(text\\/|application\\/(json|javascript|xml|x-www-form-urlencoded|graphql))|[+](json|xml)/.test(type);
  if (isText || type === '') return { body: new TextDecoder().decode(bytes), isBase64Encoded: false };
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { body: btoa(binary), isBase64Encoded: true };
}
`;

/** Calls a handler that answers by what it returns, or by its callback. */
export const callHandler = `
function call(handler, event, context) {
  return new Promise((resolve, reject) => {
    const done = (error, result) => (error ? reject(error) : resolve(result));
    const returned = handler(event, { ...context, done, succeed: resolve, fail: reject }, done);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    else if (returned !== undefined) resolve(returned);
  });
}
`;
