import { textFile } from '../bundle-file.ts';
import { environmentNames, secretNames } from '../exported-function.ts';
import type { Target } from '../target.ts';
import { adapterFile } from './adapter.ts';

export const supabase: Target = {
  name: 'supabase',
  label: 'Supabase',
  verifiedBy: { runtime: 'deno', by: 'contract' },
  modules: 'supabase/functions/_shared/',
  files: ({ name, functions }) => [
    adapterFile('supabase', `supabase/functions/${name}/index.ts`, '../_shared/'),
    textFile(
      'supabase/config.toml',
      `[functions.${name}]\nverify_jwt = false\nentrypoint = "./functions/${name}/index.ts"\n`,
    ),
    textFile(
      'supabase/.env.example',
      secretNames(functions)
        .map((secret) => `${secret}=\n`)
        .join(''),
    ),
  ],
  readme: ({ name, functions }) => ({
    sections: [
      [
        'Run it here',
        `\`\`\`\ndeno run --allow-net --allow-env=${['DENO_SERVE_ADDRESS', ...environmentNames(functions)].join(',')} supabase/functions/${name}/index.ts\n\`\`\``,
      ],
      [
        'Deploy it',
        `\`\`\`
npx supabase link
${secretNames(functions)
  .map((secret) => `npx supabase secrets set ${secret}=…\n`)
  .join('')}npx supabase functions deploy ${name}
\`\`\`

It answers under \`/functions/v1/${name}/\`, to everybody: \`verify_jwt\` in supabase/config.toml decides that.`,
      ],
      [
        'Limits',
        'Supabase gives a request 2 s of CPU time and 150 s, and the functions together 256 MB. None of it is a setting.',
      ],
    ],
  }),
};
