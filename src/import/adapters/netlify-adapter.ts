import type { Traits } from '../project.ts';
import { bodyOf, callHandler, loading, parameters, responseOf } from './adapter-parts.ts';
import { eventOfVersion1 } from './lambda-adapter.ts';

/** A module that calls a Netlify function of today: a default export that gets a Request and answers with a Response. */
export function netlifyAdapter(main: string, traits: Traits, route: string): string {
  const hasParameters = route.includes(':');
  const environment = `  globalThis.Netlify = { env: { get: (name) => env[name], has: (name) => name in env, toObject: () => ({ ...env }) } };`;
  return [
    loading(main, 'Netlify', traits, environment),
    `
export default {
  async fetch(request, env, ctx) {
    const module = await load(env);
    const answer = await module.default(request, contextOf(request, ctx));
    return answer ?? new Response(null, { status: 204 });
  },
};

function contextOf(request, ctx) {
  const url = new URL(request.url);
  const cookies = new Map((request.headers.get('cookie') ?? '').split('; ').map((pair) => pair.split('=')));
  return {
    cookies: { get: (name) => cookies.get(name) },
    geo: {},
    ip: '127.0.0.1',
    params: ${hasParameters ? 'parametersOf(url.pathname)' : '{}'},
    requestId: crypto.randomUUID(),
    url,
    json: (value) => Response.json(value),
    log: console.log,
    waitUntil: (work) => ctx.waitUntil(work),
  };
}
`,
    hasParameters ? parameters(route) : '',
  ].join('');
}

/** A module that calls a Netlify function of before: a handler with Lambda's event. */
export function netlifyLambdaAdapter(main: string, traits: Traits): string {
  return [
    loading(main, 'Netlify', traits),
    `
export default {
  async fetch(request, env, ctx) {
    const module = await load(env);
    const handler = module.handler ?? module.default?.handler;
    return responseOf(await call(handler, await eventOf(request), { clientContext: {} }));
  },
};
`,
    eventOfVersion1('{}'),
    bodyOf,
    callHandler,
    responseOf,
  ].join('');
}
