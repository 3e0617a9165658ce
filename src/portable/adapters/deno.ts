import { functions } from 'nexo:functions';

import { createApp } from '../runtime.ts';

declare const Deno: { env: { get(name: string): string | undefined } };

const app = createApp(functions);
const context = { waitUntil: (): void => undefined };

// Without it, one promise that nobody handles ends the server.
globalThis.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  console.error('Unhandled rejection:', event.reason);
});
globalThis.addEventListener('error', (event) => {
  event.preventDefault();
  console.error('Uncaught error:', event.error);
});

/** `deno serve main.js` */
export default {
  fetch: (request: Request): Promise<Response> => app.fetch(request, (name) => Deno.env.get(name), context),
};
