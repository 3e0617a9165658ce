import { functions } from 'nexo:functions';

import { createApp } from '../runtime.ts';

const app = createApp(functions);
const context = { waitUntil: (): void => undefined };

process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason));
process.on('uncaughtException', (error) => console.error('Uncaught error:', error));

/** `bun server.js` */
export default {
  hostname: process.env['HOST'] || '127.0.0.1',
  port: Number(process.env['PORT'] || 3000),
  // In development Bun answers errors with pages that show the source.
  development: false,
  // Seconds; Bun would end a longer answer after 10.
  idleTimeout: 255,
  async fetch(request: Request): Promise<Response> {
    const response = await app.fetch(request, (name) => process.env[name], context);
    // What Bun's own `Response.json` says; the charset of JSON is always UTF-8.
    if (response.headers.get('content-type') === 'application/json;charset=utf-8') {
      response.headers.set('content-type', 'application/json');
    }
    return response;
  },
};
