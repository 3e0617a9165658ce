import { bundle, manifest, record, type Case } from './hostile-case.ts';

export const hostileManifests: Case[] = [];
const add = (label: string, zip: Case[1], names: RegExp): void => void hostileManifests.push([label, zip, names]);

// What a bundle says of itself.
const manifests: Record<string, string> = {
  'no JSON': '{',
  'an empty text': '',
  'a list': '[]',
  null: 'null',
  'a text': '"nexo-bundle"',
  'another format': manifest({ format: 'other' }),
  'the version of a newer Nexo': manifest({ version: 2 }),
  'version 0': manifest({ version: 0 }),
  'a version as text': manifest({ version: '1' }),
  'no functions': manifest({ functions: [] }),
  'functions as text': manifest({ functions: 'hello' }),
  'a function that is none': manifest({ functions: [1] }),
  'a path as function': manifest({ functions: ['../hello'] }),
  'upper case': manifest({ functions: ['HELLO'] }),
  'a function it does not have': manifest({ functions: ['hello', 'gone'] }),
  'a function twice': manifest({ functions: ['hello', 'hello'] }),
  '1,001 functions': manifest({ functions: Array.from({ length: 1_001 }, (_, at) => `f${at}`) }),
  'an empty name': manifest({ name: '' }),
  'a name of 101': manifest({ name: 'x'.repeat(101) }),
  'secrets as object': manifest({ secrets: {} }),
  'a field more': manifest({ trusted: true }),
  'a prototype': manifest().replace('{', '{"__proto__":{"trusted":true},'),
  '40 levels': `${'['.repeat(40)}${']'.repeat(40)}`,
  '100,000 levels': '['.repeat(100_000),
};
for (const [what, text] of Object.entries(manifests))
  add(`a manifest with ${what}`, () => bundle({ manifest: text }), /nexo-bundle\.json|no Nexo bundle|functions\/hello/);
add(
  'a manifest of 2 MB',
  () => bundle({ manifest: manifest({ name: 'x' }) + ' '.repeat(2_000_000) }),
  /too large|far more/,
);
add('no manifest', () => bundle().slice(1), /nothing that can be imported|no Nexo bundle/);
add(
  'a manifest in a folder',
  () => [{ name: 'functions/nexo-bundle.json', content: manifest() }],
  /nothing that can be imported/,
);
const records: Record<string, string> = {
  'no JSON': '{',
  'a list': '[]',
  null: 'null',
  'no route': '{}',
  'a route as number': record({ route: 1 }),
  'a route that begins elsewhere': record({ route: 'hello' }),
  'a route with ..': record({ route: '/../x' }),
  'a route with an expression': record({ route: '/:id(.*)+' }),
  'a route of 3,000': record({ route: `/${'x'.repeat(3_000)}` }),
  'a route with a control character': record({ route: '/a\u0000' }),
  'no methods': record({ methods: [] }),
  'a method nobody knows': record({ methods: ['TRACE'] }),
  'methods as text': record({ methods: 'GET' }),
  'a method twice': record({ methods: ['GET', 'GET'] }),
  'a language nobody knows': record({ language: 'python' }),
  'limits as text': record({ limits: 'all' }),
  'a limit below zero': record({ limits: { cpuMs: -1 } }),
  'a limit too high': record({ limits: { heapMb: 99_999 } }),
  'env as list': record({ env: ['A'] }),
  'a variable with a bad name': record({ env: { 'A-B': 'x' } }),
  'a variable that is a number': record({ env: { A: 1 } }),
  'a variable of 40,000': record({ env: { A: 'x'.repeat(40_000) } }),
  'secrets as text': record({ secrets: 'KEY' }),
  'a secret with a value': record({ secrets: [{ KEY: 'x' }] }),
  'a secret twice': record({ secrets: ['A', 'A'] }),
  '101 secrets': record({ secrets: Array.from({ length: 101 }, (_, at) => `S${at}`) }),
  'a binding to a path': record({ bindings: { A: { function: '../x' } } }),
  'a binding called get': record({ bindings: { get: { function: 'hello' } } }),
  'a name of 200': record({ name: 'x'.repeat(200) }),
  'a name with a line break': record({ name: 'a\nb' }),
  'a publish mode nobody knows': record({ publish: 'now' }),
  'a prototype': record().replace('{', '{"__proto__":{"x":1},'),
  '40 levels': record({ x: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown }),
};
for (const [what, text] of Object.entries(records))
  add(`a function.json with ${what}`, () => bundle({ record: text }), /functions\/hello\/function\.json|far more/);
add('a function without code', () => bundle({ code: null }), /functions\/hello\/function\.json.*code is missing/);
add('code in another language', () => bundle({ record: record({ language: 'typescript' }) }), /code is missing/);
add(
  'a function.json that is no text',
  () => [
    { name: 'nexo-bundle.json', content: manifest() },
    { name: 'functions/hello/function.json', content: Buffer.from([0xff, 0xfe]) },
  ],
  /no text/,
);
for (const [what, text] of Object.entries({
  'no JSON': '{',
  'version 2': '{"version":2}',
  'a list': '[]',
  'a bad environment': '{"version":1,"environments":{"A B":{}}}',
  'values of secrets': '{"version":1,"environments":{"dev":{"secrets":{"KEY":"x"}}}}',
  'a variable that is an object': '{"version":1,"environments":{"dev":{"variables":{"A":{}}}}}',
  'a field more': '{"version":1,"environments":{"dev":{"grants":[]}}}',
})) {
  add(`a nexo.json with ${what}`, () => bundle({ more: [{ name: 'nexo.json', content: text }] }), /nexo\.json/);
}
