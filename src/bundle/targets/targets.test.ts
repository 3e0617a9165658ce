/** The settings of each target, read as its own tools read them. Whether a bundle runs is for `tests/bundles`. */
import { matchesGlob } from 'node:path';

import { parse as parseToml } from 'smol-toml';
import { expect, it } from 'vitest';
import { parse as parseYaml, parseAllDocuments } from 'yaml';

import type { TargetName } from '../../contract/bundle.ts';
import { defaultLimits } from '../../contract/default-limits.ts';
import type { NexoFunction } from '../../contract/function.ts';
import { createBundle } from '../create-bundle.ts';
import type { ExportedFunction } from '../exported-function.ts';
import { targetOf, targets } from './targets.ts';

const price = 'US$5 for $HOME, $(HOST) or ${X}: $$';
/** What YAML of some version takes for something else, as a name and as a value. */
const odd = { LINES: 'a\nb', NO: 'on', SINCE: '12:30', MASK: '0o17', MANY: '1_000', DAY: '2026-01-31', EMPTY: '' };
const variables = { PRICE: price, ...odd };
/** As a reader of that version has it. Those of containers and of AWS are of both. */
const versions = ['1.1', '1.2'] as const;

function exported(id: string, change: Partial<NexoFunction> = {}): ExportedFunction {
  const settings = { id, route: `/${id}`, methods: ['GET'], limits: defaultLimits, env: {}, secrets: [], bindings: {} };
  return {
    function: { ...settings, ...change } as unknown as NexoFunction,
    routed: true,
    code: 'export default () => 1;\n',
    sourceMap: JSON.stringify({ version: 3, sources: [`functions/${id}/index.js`], names: [], mappings: 'AAAA' }),
    inputs: [],
  };
}

const functions = [
  exported('one', {
    env: { ...variables, PORT: '5432', PATH: '/mine' },
    secrets: ['API_KEY', 'A_PIKEY'],
  }),
  exported('two', { limits: { ...defaultLimits, cpuMs: 400, wallMs: 40_500, heapMb: 200 }, secrets: ['API_KEY'] }),
];
const heapMb = defaultLimits.heapMb + 200;

/** The texts of a bundle's files by their paths. */
function bundleFor(target: TargetName): Map<string, string> {
  const files = createBundle(targetOf(target), { name: 'shop', functions });
  return new Map(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
}

const json = (files: Map<string, string>, path: string): Record<string, unknown> =>
  JSON.parse(files.get(path) ?? '') as Record<string, unknown>;

it.each(targets.filter(({ name }) => name !== 'nexo').map(({ name }) => name))(
  '%s: small and readable, with maps to the sources, its secrets by name',
  (target) => {
    const files = bundleFor(target);
    const folder = targetOf(target).modules ?? '';
    expect(Buffer.byteLength(files.get(`${folder}nexo/runtime.js`) ?? '')).toBeLessThan(40_000);
    expect(files.get(`${folder}nexo/runtime.js`)?.split('\n').length).toBeGreaterThan(300);
    expect(files.get(`${folder}functions/one.js`)).toMatch(/\n\/\/# sourceMappingURL=one\.js\.map\n$/);
    const map = json(files, `${folder}functions/one.js.map`);
    expect(map).toMatchObject({ sourceRoot: '../', sources: ['functions/one/index.js'] });
    const readme = files.get('README.md') ?? '';
    for (const text of ['`API_KEY`', '`A_PIKEY`', '| `/two` | GET | two |', '```\n', '## Limits'])
      expect(readme).toContain(text);
    for (const [path, text] of files)
      if (path.endsWith('.json')) expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(createBundle(targetOf(target), { name: 'shop', functions: functions.toReversed() })).toEqual(
      createBundle(targetOf(target), { name: 'shop', functions }),
    );
  },
);

it('Workers: wrangler is told the entry, variables and the largest CPU time', () => {
  const files = bundleFor('cloudflare');
  const wrangler = json(files, 'wrangler.jsonc');
  expect(wrangler).toMatchObject({
    name: 'shop',
    compatibility_date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    limits: { cpu_ms: 400 },
    vars: { ...variables, PORT: '5432' },
  });
  expect(files.get(wrangler['main'] as string)).toContain('export');
  expect(files.get('.dev.vars.example')).toBe('API_KEY=\nA_PIKEY=\n');
  expect(files.get('.gitignore')).toContain('.dev.vars*');
  expect(files.get('README.md')).toContain('take `limits` out of the file');
});

it('Deno: tasks allow the variables that are declared, and bound the heap', () => {
  const { tasks } = json(bundleFor('deno'), 'deno.json') as { tasks: Record<string, string> };
  for (const task of ['serve', 'start']) {
    expect(tasks[task]).toContain(`--v8-flags=--max-old-space-size=${heapMb} `);
    expect(tasks[task]).toMatch(
      /--allow-env=(?:HOST,PORT,)?API_KEY,A_PIKEY,DAY,EMPTY,LINES,MANY,MASK,NO,PATH,PORT,PRICE,SINCE /,
    );
    expect(tasks[task]).not.toMatch(/--allow-(?:all|read|write|run)|-A\b/);
  }
});

it('Node.js: the image has every file the server loads, and starts it as `npm start` does', () => {
  const files = bundleFor('node');
  const lines = (files.get('Dockerfile') ?? '').split('\n');
  const [command = ''] = lines.flatMap((line) => /^CMD (.*)/.exec(line)?.[1] ?? []);
  const { scripts } = json(files, 'package.json') as { scripts: { start: string } };
  expect((JSON.parse(command) as string[]).join(' ')).toBe(scripts.start);
  expect(scripts.start).toContain(`--max-old-space-size=${heapMb} server.js`);
  expect(lines).toContain('ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080');
  const [all, ...letIn] = (files.get('.dockerignore') ?? '').trim().split('\n');
  expect(all).toBe('*');
  const entries = letIn.map((line) => line.replace(/^!/, ''));
  const reaches = (path: string): boolean => entries.some((entry) => path === entry || path.startsWith(entry));
  const loaded = [...files.keys()].filter((path) => /\.m?js$|package\.json/.test(path));
  expect(loaded.filter((path) => !reaches(path))).toEqual([]);
});

/** What compose makes of a value. */
const composed = (value: string): string =>
  value.replaceAll(/\$(?:\$|\w+|\{[^}]*\})/g, (found) => (found === '$$' ? '$' : 'filled in'));
/** What Kubernetes makes of one. */
const expanded = (value: string): string =>
  value.replaceAll(/\$(?:\$|\([^)]*\))/g, (found) => (found === '$$' ? '$' : 'filled in'));

it.each(versions)(
  'Node.js: compose (YAML %s) gives variables as they are, secrets from its own environment, and bounds the server',
  (version) => {
    const { services } = parseYaml(bundleFor('node').get('compose.yaml') ?? '', { version }) as {
      services: { shop: { environment: Record<string, string | null>; ports: string[] } };
    };
    const { environment, ...shop } = services.shop;
    expect(shop).toMatchObject({
      ports: ['127.0.0.1:8080:8080'],
      deploy: { resources: { limits: { cpus: '1', memory: `${heapMb + 64}M` } } },
    });
    expect(
      Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value && composed(value)])),
    ).toEqual({ ...variables, API_KEY: null, A_PIKEY: null });
  },
);

interface Container {
  image: string;
  env: { name: string; value?: string; valueFrom?: object }[];
  ports: object[];
  resources: { limits: object };
}

function expectContainer({ env, ports, resources, ...container }: Container): void {
  expect(ports).toEqual([{ containerPort: 8080 }]);
  expect(resources.limits).toEqual({ cpu: '1', memory: `${heapMb + 64}Mi` });
  const values = env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, expanded(value)]]));
  expect(Object.fromEntries(values)).toEqual(variables);
  expect(env.flatMap(({ valueFrom }) => valueFrom ?? [])).toEqual([
    { secretKeyRef: { name: 'shop', key: 'API_KEY', optional: true } },
    { secretKeyRef: { name: 'shop', key: 'A_PIKEY', optional: true } },
  ]);
  expect(container).toMatchObject({ image: 'shop:latest', securityContext: { runAsNonRoot: true } });
}

it.each(versions)(
  'Node.js: on Kubernetes (YAML %s) a Deployment is found by its Service and grown by its autoscaler',
  (version) => {
    const documents = parseAllDocuments(bundleFor('node').get('kubernetes.yaml') ?? '', { version }).map(
      (one) => one.toJS() as object,
    );
    const [deployment, service, autoscaler] = documents as [
      { spec: { replicas?: number; template: { spec: { containers: Container[] } } } },
      object,
      object,
    ];
    const labels = { app: 'shop' };
    expect(documents).toHaveLength(3);
    expect(deployment).toMatchObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } },
    });
    // The autoscaler's to say: with a number here each `apply` would set it back.
    expect(deployment.spec.replicas).toBeUndefined();
    expectContainer(deployment.spec.template.spec.containers[0]!);
    expect(service).toMatchObject({
      apiVersion: 'v1',
      kind: 'Service',
      spec: { selector: labels, ports: [{ targetPort: 8080 }] },
    });
    expect(autoscaler).toMatchObject({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }],
      },
    });
  },
);

it.each(versions)('Node.js: Knative (YAML %s) has one container, and the longest wall time', (version) => {
  const service = parseYaml(bundleFor('node').get('service.yaml') ?? '', { version }) as {
    spec: { template: { spec: { containers: Container[] } } };
  };
  expect(service).toMatchObject({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    spec: { template: { spec: { timeoutSeconds: 41 } } },
  });
  expect(service.spec.template.spec.containers).toHaveLength(1);
  expectContainer(service.spec.template.spec.containers[0]!);
});

it.each(versions)(
  'Lambda: the template (YAML %s) names the handler, limits, and a parameter for each secret',
  (version) => {
    const files = bundleFor('lambda');
    const template = parseYaml(files.get('template.yaml') ?? '', { version }) as {
      Parameters: Record<string, object>;
      Resources: {
        Functions: { Properties: { Handler: string; Environment: { Variables: Record<string, unknown> } } };
      };
    };
    const { Environment, ...properties } = template.Resources.Functions.Properties;
    expect(properties).toMatchObject({
      Handler: 'index.handler',
      Timeout: 42,
      MemorySize: heapMb + 64,
      FunctionUrlConfig: { AuthType: 'NONE', InvokeMode: 'BUFFERED' },
    });
    expect(files.get('index.mjs')).toMatch(/export\s*\{[^}]*\bhandler\b|export (?:async )?function handler/);
    expect(Environment.Variables).toMatchObject({
      ...variables,
      API_KEY: { Ref: 'SecretAPIKEY' },
      A_PIKEY: { Ref: 'SecretAPIKEYx2' },
    });
    expect(Object.keys(template.Parameters)).toEqual(['SecretAPIKEY', 'SecretAPIKEYx2']);
    for (const [name, parameter] of Object.entries(template.Parameters)) {
      expect(name).toMatch(/^[A-Za-z0-9]+$/);
      expect(parameter).toEqual({ Type: 'String', NoEcho: true });
    }
    expect(files.get('README.md')).toContain('--parameter-overrides SecretAPIKEY=… SecretAPIKEYx2=…');
  },
);

it('Netlify: its settings lead to the one function', () => {
  const files = bundleFor('netlify');
  const toml = parseToml(files.get('netlify.toml') ?? '') as {
    build: { publish: string };
    functions: { directory: string };
  };
  expect([...files.keys()].filter((path) => path.startsWith(`${toml.functions.directory}/`))).toEqual([
    'netlify/functions/nexo.mjs',
  ]);
  expect([...files.keys()].some((path) => path.startsWith(`${toml.build.publish}/`))).toBe(true);
  const readme = files.get('README.md') ?? '';
  expect(readme).toContain('--functions netlify/functions');
  expect(readme).not.toMatch(/npx netlify-cli /);
});

it('Vercel: every path leads to the one function, which has all modules and the longest wall time', () => {
  const files = bundleFor('vercel');
  const { functions: own, rewrites } = json(files, 'vercel.json') as {
    functions: Record<string, { maxDuration: number; includeFiles: string }>;
    rewrites: object[];
  };
  const { maxDuration, includeFiles } = own['api/index.js']!;
  expect(files.has('api/index.js')).toBe(true);
  expect(maxDuration).toBe(42);
  expect(rewrites).toEqual([{ source: '/(.*)', destination: '/api/index' }]);
  for (const path of ['nexo/runtime.js', 'nexo/functions.js', 'functions/one.js', 'functions/two.js'])
    expect([files.has(path), matchesGlob(path, includeFiles)]).toEqual([true, true]);
});

it('Supabase: its settings lead to the entry', () => {
  const files = bundleFor('supabase');
  const toml = parseToml(files.get('supabase/config.toml') ?? '') as {
    functions: { shop: { verify_jwt: boolean; entrypoint: string } };
  };
  expect(toml.functions.shop.verify_jwt).toBe(false);
  expect(files.has(`supabase/${toml.functions.shop.entrypoint.replace('./', '')}`)).toBe(true);
});
