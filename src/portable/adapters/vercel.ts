import { functions } from 'nexo:functions';

import { createApp } from '../runtime.ts';

interface VercelRequestContext {
  get?(): { waitUntil?(promise: Promise<unknown>): void } | undefined;
}

const app = createApp(functions);

/** Where Vercel keeps what its own package reads. */
function waitUntil(promise: Promise<unknown>): void {
  const key = Symbol.for('@vercel/request-context');
  const context = (globalThis as Record<symbol, VercelRequestContext | undefined>)[key];
  context?.get?.()?.waitUntil?.(promise);
}

export default {
  fetch: (request: Request): Promise<Response> => app.fetch(request, (name) => process.env[name], { waitUntil }),
};
