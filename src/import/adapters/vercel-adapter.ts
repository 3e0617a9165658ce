import type { Traits } from '../project.ts';
import { loading, parameters } from './adapter-parts.ts';

/** A module that calls one function for each method, `GET(request)`, of Vercel or of a Next.js route. */
export function methodsAdapter(main: string, traits: Traits, route: string, rest: string | undefined): string {
  const context = /[:*]/.test(route) && route !== '/*' ? contextWith(route, rest) : noContext;
  return [
    loading(main, 'Vercel', traits),
    `
export default {
  async fetch(request, env, ctx) {
    const module = await load(env);
    const method = request.method === 'HEAD' && module.HEAD === undefined ? 'GET' : request.method;
    if (typeof module[method] !== 'function') return new Response('Method Not Allowed', { status: 405 });
    return module[method](request, contextOf(request, ctx));
  },
};
`,
    context,
  ].join('');
}

const noContext = `
function contextOf(request, ctx) {
  return { params: Promise.resolve({}), waitUntil: (work) => ctx.waitUntil(work) };
}
`;

/** Parameters are a promise today and were an object before: this is both. */
const contextWith = (route: string, rest: string | undefined): string => `${parameters(route)}
function contextOf(request, ctx) {
  const found = parametersOf(new URL(request.url).pathname);${restLine(rest)}
  return { params: Object.assign(Promise.resolve(found), found), waitUntil: (work) => ctx.waitUntil(work) };
}
`;

const restLine = (rest: string | undefined): string =>
  rest === undefined ? '' : `\n  found.${rest} = (found['*'] ?? '').split('/').filter((part) => part !== '');`;

/** A module that calls an Edge Function of Vercel, or one that exports `{ fetch }`. */
export function edgeAdapter(main: string, traits: Traits): string {
  return [
    loading(main, 'Vercel', traits),
    `
export default {
  async fetch(request, env, ctx) {
    const { default: handler } = await load(env);
    const context = { waitUntil: (work) => ctx.waitUntil(work) };
    return typeof handler === 'function' ? handler(request, context) : handler.fetch(request, context);
  },
};
`,
  ].join('');
}

/** A module that calls `handler(req, res)` as Vercel does on Node.js, with its helpers. */
export function nodeAdapter(main: string, traits: Traits, route: string, rest: string | undefined): string {
  const hasParameters = /[:*]/.test(route) && route !== '/*';
  return [
    loading(main, 'Vercel', traits),
    `
export default {
  async fetch(request, env, ctx) {
    const module = await load(env);
    const handler = typeof module.default === 'function' ? module.default : module.default.default;
    const answer = createAnswer();
    await handler(await requestOf(request), answer.response);
    return answer.finished;
  },
};

async function requestOf(request) {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const query = ${hasParameters ? 'parametersOf(url.pathname)' : '{}'};${hasParameters ? restQuery(rest) : ''}
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length > 1 ? values : values[0];
  }
  const pairs = (headers.cookie ?? '').split('; ').filter((pair) => pair.includes('='));
  const cookies = Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  return { method: request.method, url: url.pathname + url.search, headers, query, cookies, body: await bodyOf(request) };
}

async function bodyOf(request) {
  const type = request.headers.get('content-type') ?? '';
  const text = await request.text();
  if (text === '') return undefined;
  if (type.includes('application/json')) return JSON.parse(text);
  if (type.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  return text;
}

/** What is written to the response, as a Response once it has ended. */
function createAnswer() {
  const headers = new Headers();
  const parts = [];
  const { promise: finished, resolve } = Promise.withResolvers();
  const response = {
    statusCode: 200,
    status(code) {
      response.statusCode = code;
      return response;
    },
    setHeader(name, value) {
      headers.delete(name);
      for (const one of [value].flat()) headers.append(name, String(one));
      return response;
    },
    getHeader: (name) => headers.get(name) ?? undefined,
    removeHeader: (name) => headers.delete(name),
    writeHead(code, fields = {}) {
      response.statusCode = code;
      for (const [name, value] of Object.entries(fields)) response.setHeader(name, value);
      return response;
    },
    json(value) {
      if (!headers.has('content-type')) headers.set('content-type', 'application/json; charset=utf-8');
      return response.end(JSON.stringify(value));
    },
    send: (value) => (typeof value === 'object' && !(value instanceof Uint8Array) ? response.json(value) : response.end(value)),
    redirect(code, target = code) {
      response.statusCode = typeof code === 'number' ? code : 307;
      headers.set('location', target);
      return response.end();
    },
    write(part) {
      parts.push(part);
      return true;
    },
    end(part) {
      if (part !== undefined) parts.push(part);
      const body = parts.length === 0 || [204, 304].includes(response.statusCode) ? null : new Blob(parts);
      resolve(new Response(body, { status: response.statusCode, headers }));
      return response;
    },
  };
  return { response, finished };
}
`,
    hasParameters ? parameters(route) : '',
  ].join('');
}

const restQuery = (rest: string | undefined): string =>
  rest === undefined ? '' : restLine(rest).replaceAll('found', 'query');
