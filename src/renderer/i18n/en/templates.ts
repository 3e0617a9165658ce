/** Words for the engine's templates, by template id. */
export const templates = {
  hello: { title: 'Hello', description: 'The smallest function: an object goes out as JSON.' },
  'hello-ts': { title: 'Hello, typed', description: 'The same in TypeScript, with types for the request.' },
  'json-api': { title: 'JSON API', description: 'Lists tasks and adds them; bad input is answered clearly.' },
  echo: { title: 'Echo', description: 'Sends back what came in: method, headers and body.' },
  'proxy-fetch': { title: 'Fetch and forward', description: 'Calls another service and passes its answer on.' },
  'endless-loop': { title: 'Endless loop', description: 'Runs forever, until its CPU limit stops it. Safe to try.' },
} as const;
