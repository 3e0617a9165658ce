import { textFile } from '../bundle-file.ts';
import { declaredVariables, secretNames, usesNode } from '../exported-function.ts';
import type { Target, TargetInput } from '../target.ts';
import { adapterFile } from './adapter.ts';
import { compatibilityDate } from './cloudflare.ts';

/** The runtime of Cloudflare Workers, hosted by oneself. */
export const workerd: Target = {
  name: 'workerd',
  label: 'workerd',
  verifiedBy: { runtime: 'workerd', by: 'runtime' },
  files: (input) => [adapterFile('worker', 'worker.js'), textFile('config.capnp', workerdConfig(input))],
  readme: () => ({
    sections: [
      [
        'Run it',
        `\`\`\`
npm install -g workerd
workerd serve config.capnp --socket-addr "http=\${HOST:-127.0.0.1}:\${PORT:-8080}"
\`\`\`

\`workerd compile config.capnp > server\` makes one program of it, workerd included.`,
      ],
      [
        'Limits',
        `workerd limits neither CPU time nor memory: a loop that does not end keeps a core busy until the process is killed
(\`kill -9\`; it does not react to SIGTERM then). Let what runs it (a container, systemd) set limits. What functions fetch
from private addresses is refused by workerd.`,
      ],
    ],
  }),
};

export function workerdConfig({ functions }: TargetInput): string {
  const modules = [
    'worker.js',
    'nexo/runtime.js',
    'nexo/functions.js',
    ...functions.map(({ function: { id } }) => `functions/${id}.js`),
  ];
  const bindings = [
    ...Object.entries(declaredVariables(functions)).map(
      ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
    ),
    ...secretNames(functions).map((name) => `(name = ${text(name)}, fromEnvironment = ${text(name)})`),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .bundle)],
  sockets = [(name = "http", address = "127.0.0.1:8080", http = (), service = "main")],
);

const bundle :Workerd.Worker = (
  modules = [
${modules.map((path) => `    (name = ${text(path)}, esModule = embed ${text(path)}),\n`).join('')}  ],
  compatibilityDate = ${text(compatibilityDate)},
${usesNode(functions) ? '  compatibilityFlags = ["nodejs_compat"],\n' : ''}${list('bindings', bindings)});
`;
}

function list(name: string, items: string[]): string {
  return items.length === 0 ? '' : `  ${name} = [\n${items.map((item) => `    ${item},\n`).join('')}  ],\n`;
}

/** A text of Cap'n Proto, which knows fewer escapes than JSON. */
function text(value: string): string {
  return JSON.stringify(value).replace(/\\u00([0-9a-f]{2})/g, '\\x$1');
}
