import { jsonFile, textFile } from '../bundle-file.ts';
import { environmentNames } from '../exported-function.ts';
import type { Target } from '../target.ts';
import { adapterFile } from './adapter.ts';

export const netlify: Target = {
  name: 'netlify',
  label: 'Netlify',
  verifiedBy: { runtime: 'node', by: 'contract' },
  files: ({ name }) => [
    // Alone in its folder: whatever lies beside it would be served as a function of its own.
    adapterFile('netlify', 'netlify/functions/nexo.mjs', '../../'),
    textFile('netlify.toml', toml),
    textFile('public/robots.txt', 'User-agent: *\nDisallow: /\n'),
    jsonFile('package.json', { name, version: '1.0.0', private: true, type: 'module', engines: { node: '>=22' } }),
  ],
  readme: ({ functions }) => ({
    sections: [
      [
        'Run it here',
        `\`\`\`\nnpx netlify-cli@26 functions:serve --offline --functions netlify/functions\n\`\`\`\n\nnetlify-cli needs Node.js 22 or later.`,
      ],
      [
        'Deploy it',
        `\`\`\`
npx netlify-cli@26 deploy --prod
${environmentNames(functions)
  .map((name) => `npx netlify-cli@26 env:set ${name} …\n`)
  .join('')}\`\`\``,
      ],
      [
        'Limits',
        'A function has 60 s and 1 GB, its request and a buffered answer 6 MB. Netlify has no setting for them in a file, and does not limit CPU time.',
      ],
    ],
  }),
};

const toml = `[build]
  publish = "public"

[functions]
  directory = "netlify/functions"
  node_bundler = "esbuild"
`;
