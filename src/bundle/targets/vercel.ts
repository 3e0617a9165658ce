import { jsonFile, textFile } from '../bundle-file.ts';
import { environmentNames, longestWallMs } from '../exported-function.ts';
import type { Target } from '../target.ts';
import { adapterFile } from './adapter.ts';

/** What the smallest plan allows. */
const maxSeconds = 300;

export const vercel: Target = {
  name: 'vercel',
  label: 'Vercel',
  verifiedBy: { runtime: 'node', by: 'contract' },
  files: ({ name, functions }) => [
    adapterFile('vercel', 'api/index.js', '../'),
    jsonFile('vercel.json', {
      $schema: 'https://openapi.vercel.sh/vercel.json',
      functions: {
        'api/index.js': {
          maxDuration: Math.min(maxSeconds, Math.ceil(longestWallMs(functions) / 1_000) + 1),
          includeFiles: '{functions,nexo}/**',
        },
      },
      rewrites: [{ source: '/(.*)', destination: '/api/index' }],
    }),
    textFile('public/robots.txt', 'User-agent: *\nDisallow: /\n'),
    jsonFile('package.json', { name, version: '1.0.0', private: true, type: 'module', engines: { node: '24.x' } }),
  ],
  readme: ({ functions }) => ({
    sections: [
      [
        'Deploy it',
        `\`\`\`
npx vercel deploy --prod
${environmentNames(functions)
  .map((name) => `npx vercel env add ${name} production\n`)
  .join('')}\`\`\``,
      ],
      [
        'Limits',
        `\`maxDuration\` in vercel.json is the longest wall time of the functions, 300 s at most on the smallest plan. Requests and
answers have 4.5 MB at most. Vercel does not limit CPU time.`,
      ],
    ],
  }),
};
