/** Words for the engine's templates, by template id. */
export const templates = {
  hello: { title: 'Hello', description: 'The smallest function: an object goes out as JSON.' },
  'hello-ts': { title: 'Hello, typed', description: 'The same in TypeScript, with types for the request.' },
  'json-api': { title: 'JSON API', description: 'Lists tasks and adds them; bad input is answered clearly.' },
  echo: { title: 'Echo', description: 'Sends back what came in: method, headers and body.' },
  'proxy-fetch': { title: 'Fetch and forward', description: 'Calls another service and passes its answer on.' },
  'webhook-verify': { title: 'Webhook', description: 'Accepts a message only with a right signature.' },
  'jwt-verify': { title: 'JWT', description: 'Lets in who shows a token that is signed and not too old.' },
  'html-form': { title: 'HTML form', description: 'A page with a form, and what becomes of it.' },
  streaming: { title: 'Streaming', description: 'Sends a large text line by line as it is made.' },
  'server-sent-events': {
    title: 'Server-sent events',
    description: 'Tells the time again and again over one connection.',
  },
  'hono-router': { title: 'Hono router', description: 'Several addresses in one function, with Hono from npm.' },
  'zod-validation': { title: 'Zod validation', description: 'Takes only what fits a schema, with Zod from npm.' },
  'endless-loop': { title: 'Endless loop', description: 'Runs forever, until its CPU limit stops it. Safe to try.' },
} as const;
