import type { ImportKind } from '../../contract/import.ts';

// Other sources, each a text of one file.
export const hostileTexts: [label: string, as: ImportKind, name: string, text: string, names: RegExp][] = [
  ['YAML whose anchors unfold to billions', 'openapi', 'api.yaml', yamlBomb(), /api\.yaml/],
  [
    'YAML with a merge bomb',
    'lambda',
    'template.yaml',
    `Resources: &a {x: 1}\n${Array.from({ length: 200 }, () => 'b: *a').join('\n')}`,
    /template\.yaml/,
  ],
  ['YAML that does not parse', 'openapi', 'api.yaml', 'openapi: 3.0.0\n  paths: [', /api\.yaml.*line/],
  [
    'YAML 100 levels deep',
    'openapi',
    'api.yaml',
    `openapi: 3.0.0\npaths: ${'{a: '.repeat(100)}1${'}'.repeat(100)}`,
    /api\.yaml.*deep/,
  ],
  ['YAML with a prototype', 'openapi', 'api.yaml', 'openapi: 3.0.0\n__proto__: {x: 1}', /api\.yaml/],
  ['YAML that is a list', 'openapi', 'api.yaml', '- openapi: 3.0.0', /api\.yaml/],
  [
    'JSON 100 levels deep',
    'openapi',
    'api.json',
    `{"openapi":"3.0.0","paths":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`,
    /api\.json.*deep/,
  ],
  ['JSON whose depth a quote hides', 'postman', 'p.json', `["\r${'['.repeat(200_000)}`, /p\.json.*deep/],
  [
    'settings whose depth a comment hides',
    'cloudflare',
    'wrangler.jsonc',
    `/* " */${'['.repeat(200_000)}`,
    /wrangler\.jsonc.*deep/,
  ],
  ['two megabytes of blank lines', 'curl', 'pasted', '\n'.repeat(2_000_000), /no curl command/],
  ['blank lines as a description', 'openapi', 'pasted', '\n'.repeat(2_000_000), /no description of OpenAPI/],
  [
    'OpenAPI with a path of open braces',
    'openapi',
    'api.json',
    `{"openapi":"3.1.0","paths":{"x${'{'.repeat(1_000_000)}":{"get":{}}}}`,
    /no paths/,
  ],
  ['JSON with a prototype', 'postman', 'p.json', '{"__proto__":{"a":1}}', /p\.json.*__proto__/],
  ['Swagger 2.0', 'openapi', 'api.json', '{"swagger":"2.0","paths":{}}', /Swagger 2\.0/],
  ['OpenAPI without paths', 'openapi', 'api.json', '{"openapi":"3.1.0"}', /no paths/],
  [
    'OpenAPI with more paths than anybody writes',
    'openapi',
    'api.json',
    `{"openapi":"3.1.0","paths":{${Array.from({ length: 5_001 }, (_, at) => `"/${at}":{}`).join()}}}`,
    /more than 5000 paths/,
  ],
  ['OpenAPI with paths that are a list', 'openapi', 'api.json', '{"openapi":"3.1.0","paths":[1,2]}', /no paths/],
  ['TOML that does not parse', 'cloudflare', 'wrangler.toml', 'main = "a.js"\n[vars\n', /wrangler\.toml.*line/],
  ['TOML that names what is not there', 'cloudflare', 'wrangler.toml', 'main = "../../etc/passwd"', /not in it/],
  [
    'settings of a Worker that are no JSON',
    'cloudflare',
    'wrangler.jsonc',
    '{ // comment\n "main": ',
    /wrangler\.jsonc.*line 2/,
  ],
  ['settings of a Worker that are a list', 'cloudflare', 'wrangler.json', '[]', /wrangler\.json/],
  ['a template without functions', 'lambda', 'template.yaml', 'Resources: {}', /template\.yaml/],
  [
    'a template for another language',
    'lambda',
    'template.yaml',
    'Resources: {A: {Type: "AWS::Serverless::Function", Properties: {Runtime: python3.12, Handler: a.b}}}',
    /template\.yaml/,
  ],
  [
    'a handler that leads out',
    'lambda',
    'serverless.yml',
    'functions: {a: {handler: ../../evil.handler}}',
    /it has none of/,
  ],
  [
    'a collection of another version',
    'postman',
    'p.json',
    '{"info":{"schema":"https://schema.getpostman.com/json/collection/v1.0.0/"}}',
    /version 2\.1/,
  ],
  ['a collection that is a list', 'postman', 'p.json', '[]', /p\.json/],
  ['a HAR without entries', 'har', 'a.har', '{"log":{}}', /a\.har.*entries/],
  ['a HAR with entries of another type', 'har', 'a.har', '{"log":{"entries":[1]}}', /a\.har.*entries\.0/],
  ['a HAR that was cut', 'har', 'a.har', '{"log":{"entries":[{"request":', /a\.har.*line 1/],
  ['a curl command with an open quote', 'curl', 'c', "curl 'http://x", /line 1: a quote/],
  ['a curl command without an address', 'curl', 'c', 'curl -H a:b', /no address/],
  ['a second curl command that is wrong', 'curl', 'c', 'curl http://x/\ncurl ftp://y/', /line 2/],
  ['a text', 'curl', 'c', 'rm -rf /', /no curl command/],
];

function yamlBomb(): string {
  const rows = Array.from(
    { length: 12 },
    (_, at) =>
      `${String.fromCharCode(98 + at)}: &${String.fromCharCode(98 + at)} [${Array(9)
        .fill(`*${String.fromCharCode(97 + at)}`)
        .join(',')}]`,
  );
  return ['openapi: 3.0.0', 'a: &a [x]', ...rows].join('\n');
}
