import { functions } from 'nexo:functions';

import { createApp } from '../runtime.ts';

declare const Netlify: { env: { get(name: string): string | undefined } } | undefined;

interface NetlifyContext {
  waitUntil?(promise: Promise<unknown>): void;
}

const app = createApp(functions);

function readVariable(name: string): string | undefined {
  return typeof Netlify === 'undefined' ? process.env[name] : Netlify.env.get(name);
}

export default function handler(request: Request, context?: NetlifyContext): Promise<Response> {
  return app.fetch(request, readVariable, { waitUntil: (promise) => context?.waitUntil?.(promise) });
}

/** Every path is the bundle's; it replaces `/.netlify/functions/nexo`. */
export const config = { path: '/*' };
