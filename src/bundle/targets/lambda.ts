import { jsonFile } from '../bundle-file.ts';
import { declaredVariables, heapMb, longestWallMs, secretNames } from '../exported-function.ts';
import type { Target, TargetInput } from '../target.ts';
import { yamlFile, yamlText } from '../yaml-file.ts';
import { adapterFile } from './adapter.ts';

/** AWS allows 15 minutes, and 128 MB to 10 GB. */
const maxSeconds = 900;
const memory = { min: 128, max: 10_240 };

export const lambda: Target = {
  name: 'lambda',
  label: 'AWS Lambda',
  verifiedBy: { runtime: 'node', by: 'contract' },
  files: (input) => [
    adapterFile('lambda', 'index.mjs'),
    // Without it Node.js would take the modules of the bundle for CommonJS.
    jsonFile('package.json', { name: input.name, version: '1.0.0', private: true, type: 'module' }),
    yamlFile('template.yaml', [template(input)]),
  ],
  readme: (input) => ({
    sections: [
      [
        'Deploy it',
        `\`\`\`
sam deploy --guided${parameters(input)}
\`\`\`

The answer's \`FunctionUrl\` is public. Without SAM: put the files into a zip, create a function of it with the runtime
nodejs24.x and the handler \`index.handler\`, and give it a Function URL.`,
      ],
      [
        'Limits',
        `\`Timeout\` is the longest wall time of the functions, \`MemorySize\` what they may use together. Lambda does not limit CPU
time. Requests and answers have 6 MB at most; answers are sent when they are complete, none is streamed. Work of
\`waitUntil\` is awaited before the answer, as nothing runs after it.`,
      ],
    ],
  }),
};

function parameters({ functions }: TargetInput): string {
  const names = [...parameterNames(secretNames(functions)).values()];
  return names.length === 0 ? '' : ` --parameter-overrides ${names.map((name) => `${name}=…`).join(' ')}`;
}

/** What the parameter of each secret is called: parameters have no underscores, which may be all that tells two apart. */
function parameterNames(secrets: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const secret of secrets) {
    const wanted = `Secret${secret.replaceAll('_', '')}`;
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}x${count}`;
    taken.add(name);
    names.set(secret, name);
  }
  return names;
}

function template(input: TargetInput): object {
  const { functions } = input;
  const named = parameterNames(secretNames(functions));
  const variables = {
    NODE_OPTIONS: '--enable-source-maps',
    ...Object.fromEntries(Object.entries(declaredVariables(functions)).map(([name, value]) => [name, yamlText(value)])),
    ...Object.fromEntries([...named].map(([secret, name]) => [secret, { Ref: name }])),
  };
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Transform: 'AWS::Serverless-2016-10-31',
    ...(named.size > 0 && {
      Parameters: Object.fromEntries([...named.values()].map((name) => [name, { Type: 'String', NoEcho: true }])),
    }),
    Resources: {
      Functions: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          CodeUri: '.',
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Architectures: ['arm64'],
          Timeout: Math.min(maxSeconds, Math.ceil(longestWallMs(functions) / 1_000) + 1),
          MemorySize: Math.min(memory.max, Math.max(memory.min, heapMb(functions) + 64)),
          FunctionUrlConfig: { AuthType: 'NONE', InvokeMode: 'BUFFERED' },
          Environment: { Variables: variables },
        },
      },
    },
    Outputs: { FunctionUrl: { Value: { 'Fn::GetAtt': ['FunctionsUrl', 'FunctionUrl'] } } },
  };
}
