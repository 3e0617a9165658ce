import { functions, name } from 'nexo:functions';

import { createApp } from '../runtime.ts';

declare const Deno: {
  env: { get(name: string): string | undefined };
  serve(handler: (request: Request) => Promise<Response>): unknown;
};
declare const EdgeRuntime: { waitUntil(promise: Promise<unknown>): void } | undefined;

const app = createApp(functions);
const context = {
  waitUntil(promise: Promise<unknown>): void {
    if (typeof EdgeRuntime !== 'undefined') EdgeRuntime.waitUntil(promise);
  },
};

/** Supabase's paths begin with the function's own name. */
const prefix = `/${name}`;

function withoutPrefix(request: Request): Request {
  const url = new URL(request.url);
  if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) return request;
  url.pathname = url.pathname.slice(prefix.length) || '/';
  return new Request(url, request);
}

Deno.serve((request) => app.fetch(withoutPrefix(request), (variable) => Deno.env.get(variable), context));
