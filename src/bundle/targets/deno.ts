import { jsonFile } from '../bundle-file.ts';
import { environmentNames, heapMb } from '../exported-function.ts';
import type { Target, TargetInput } from '../target.ts';
import { adapterFile } from './adapter.ts';

export const deno: Target = {
  name: 'deno',
  label: 'Deno',
  verifiedBy: { runtime: 'deno', by: 'runtime' },
  files: (input) => [
    adapterFile('deno', 'main.js'),
    adapterFile('deno-start', 'start.js'),
    jsonFile('deno.json', {
      tasks: {
        serve: `deno serve ${heapFlag(input)} ${allowances(input).join(' ')} --host 127.0.0.1 --port 8000 main.js`,
        start: `deno run ${heapFlag(input)} ${startAllowances(input).join(' ')} start.js`,
      },
    }),
  ],
  readme: (input) => ({
    sections: [
      [
        'Run it',
        `\`\`\`
deno task serve
PORT=8000 HOST=127.0.0.1 deno task start
\`\`\`

The first is \`deno serve\`, which would listen on all addresses if it were not told otherwise; the second takes \`PORT\` and
\`HOST\` from the environment. Functions may read ${
          environmentNames(input.functions).length > 0 ? 'the variables named there' : 'no environment variable'
        } and fetch from the network; files, programs and other variables are not open to them.`,
      ],
      ['Deploy it', `\`main.js\` is what Deno Deploy asks for as the entrypoint. Set the variables and secrets there.`],
      [
        'Limits',
        `Deno limits neither CPU time nor memory of a function. The tasks bound the heap of the whole server: ${heapMb(input.functions)} MB, which is
what the functions may use together.`,
      ],
    ],
  }),
};

function heapFlag({ functions }: TargetInput): string {
  return `--v8-flags=--max-old-space-size=${heapMb(functions)}`;
}

/** What `deno serve` needs: a variable that is not named cannot even be asked for. */
function allowances({ functions }: Pick<TargetInput, 'functions'>): string[] {
  const names = environmentNames(functions);
  return ['--allow-net', ...(names.length > 0 ? [`--allow-env=${names.join(',')}`] : [])];
}

function startAllowances({ functions }: TargetInput): string[] {
  return ['--allow-net', `--allow-env=${['HOST', 'PORT', ...environmentNames(functions)].join(',')}`];
}
