import { jsonFile, textFile } from '../bundle-file.ts';
import { declaredVariables, secretNames, usesNode } from '../exported-function.ts';
import type { Target, TargetInput } from '../target.ts';
import { adapterFile } from './adapter.ts';

/** What bundles were tested with; a date after the runtime's own is refused when deploying, not before. */
export const compatibilityDate = '2026-04-01';

/** Cloudflare allows no more on any plan. */
const maxCpuMs = 300_000;

export const cloudflare: Target = {
  name: 'cloudflare',
  label: 'Cloudflare Workers',
  verifiedBy: { runtime: 'workerd', by: 'runtime' },
  files: (input) => [
    adapterFile('worker', 'worker.js'),
    jsonFile('wrangler.jsonc', wrangler(input)),
    textFile(
      '.dev.vars.example',
      secretNames(input.functions)
        .map((name) => `${name}=\n`)
        .join(''),
    ),
    textFile('.gitignore', '.dev.vars*\n!.dev.vars.example\n.wrangler/\n'),
  ],
  readme: ({ functions }) => ({
    sections: [
      [
        'Run it here',
        `\`\`\`
npx wrangler@4 dev
\`\`\`

wrangler needs Node.js 22 or later. It does not enforce CPU limits locally.${
          secretNames(functions).length > 0 ? ' Copy `.dev.vars.example` to `.dev.vars` and fill in the secrets.' : ''
        }`,
      ],
      [
        'Deploy it',
        `\`\`\`
npx wrangler@4 login
npx wrangler@4 deploy
${secretNames(functions)
  .map((name) => `npx wrangler@4 secret put ${name}\n`)
  .join('')}\`\`\`

\`wrangler deploy --dry-run\` accepts scripts that cannot run: it proves nothing.`,
      ],
      [
        'Limits',
        `CPU time is \`limits.cpu_ms\` in wrangler.jsonc, the largest of the functions': it counts on paid plans and once
deployed. The free plan has 10 ms and refuses a deployment that names other limits: take \`limits\` out of the file for it. Memory is 128 MB for all functions together.`,
      ],
    ],
  }),
};

function wrangler({ name, functions }: TargetInput): object {
  const vars = declaredVariables(functions);
  const cpuMs = Math.max(...functions.map(({ function: { limits } }) => limits.cpuMs));
  return {
    $schema: 'https://unpkg.com/wrangler@4/config-schema.json',
    name,
    main: 'worker.js',
    compatibility_date: compatibilityDate,
    ...(usesNode(functions) && { compatibility_flags: ['nodejs_compat'] }),
    limits: { cpu_ms: Math.min(maxCpuMs, cpuMs) },
    ...(Object.keys(vars).length > 0 && { vars }),
    upload_source_maps: true,
    observability: { enabled: true },
  };
}
