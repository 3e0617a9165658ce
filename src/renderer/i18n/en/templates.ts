/** Words for the engine's templates, by template id. */
export const templates = {
  hello: { title: 'Hello', description: 'Answers with a greeting; the smallest function there is.' },
  'json-api': { title: 'JSON API', description: 'Reads parameters and a JSON body, answers with the right status.' },
  fetch: { title: 'Web handler', description: 'export default { fetch }: web Request in, web Response out.' },
  typescript: { title: 'TypeScript', description: 'The web handler, typed.' },
} as const;
