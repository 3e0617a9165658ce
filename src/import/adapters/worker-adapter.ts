import type { Traits } from '../project.ts';
import { loading } from './adapter-parts.ts';

/** A module that calls a Worker in the form of a service worker: it listens for `fetch` events. */
export function serviceWorkerAdapter(main: string, traits: Traits): string {
  const before = `  Object.assign(globalThis, env);
  globalThis.addEventListener = (type, callback) => {
    if (type === 'fetch') listener = typeof callback === 'function' ? callback : callback.handleEvent.bind(callback);
  };`;
  return [
    loading(main, 'Cloudflare Workers', traits, before),
    `
let listener;

export default {
  async fetch(request, env, ctx) {
    await load(env);
    return new Promise((resolve, reject) => {
      let answered = false;
      listener({
        type: 'fetch',
        request,
        respondWith(response) {
          answered = true;
          Promise.resolve(response).then(resolve, reject);
        },
        waitUntil: (work) => ctx.waitUntil(work),
        passThroughOnException() {},
      });
      if (!answered) reject(new Error('The listener of "fetch" did not call respondWith.'));
    });
  },
};
`,
  ].join('');
}

/** A module that calls a program for Deno: one that calls `Deno.serve`, or exports a `fetch`. */
export function denoAdapter(main: string, traits: Traits): string {
  const before = `  globalThis.Deno = {
    env: { get: (name) => env[name], has: (name) => name in env, toObject: () => ({ ...env }) },
    serve(first, second) {
      served = second ?? (typeof first === 'function' ? first : first.handler);
      return { addr: { hostname: '127.0.0.1', port: 0 }, finished: new Promise(() => {}), shutdown: async () => {} };
    },
  };`;
  return [
    loading(main, 'Deno', traits, before),
    `
let served;
const info = { remoteAddr: { transport: 'tcp', hostname: '127.0.0.1', port: 0 } };

export default {
  async fetch(request, env, ctx) {
    const module = await load(env);
    return served === undefined ? module.default.fetch(request, info) : served(request, info);
  },
};
`,
  ].join('');
}
