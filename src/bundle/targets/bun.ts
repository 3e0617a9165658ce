import { jsonFile } from '../bundle-file.ts';
import type { Target } from '../target.ts';
import { adapterFile } from './adapter.ts';

export const bun: Target = {
  name: 'bun',
  label: 'Bun',
  verifiedBy: { runtime: 'bun', by: 'runtime' },
  files: ({ name }) => [
    adapterFile('bun', 'server.js'),
    jsonFile('package.json', {
      name,
      version: '1.0.0',
      private: true,
      type: 'module',
      // Without it Bun shows errors of its own with the source.
      scripts: { start: 'NODE_ENV=production bun server.js' },
    }),
  ],
  readme: () => ({
    sections: [
      [
        'Run it',
        `\`\`\`
PORT=3000 HOST=127.0.0.1 NODE_ENV=production bun server.js
\`\`\`

\`bun build --compile server.js --outfile server\` makes one program of it, Bun included.`,
      ],
      [
        'Limits',
        'Bun limits neither CPU time nor memory of a function: let what runs it (a container, systemd) bound the whole server.',
      ],
    ],
  }),
};
