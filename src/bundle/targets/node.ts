import type { Scalar } from 'yaml';

import { jsonFile, textFile } from '../bundle-file.ts';
import { declaredVariables, heapMb, longestWallMs, secretNames } from '../exported-function.ts';
import { systemVariable } from '../report/environment-findings.ts';
import type { Target, TargetInput } from '../target.ts';
import { yamlFile, yamlText } from '../yaml-file.ts';
import { adapterFile } from './adapter.ts';

const nodeImage = 'node:24-slim';
const containerPort = 8080;

export const node: Target = {
  name: 'node',
  label: 'Node.js',
  verifiedBy: { runtime: 'node', by: 'runtime' },
  files: (input) => [
    adapterFile('node', 'server.js'),
    jsonFile('package.json', packageJson(input)),
    textFile('Dockerfile', dockerfile(input)),
    textFile('.dockerignore', '*\n!nexo/\n!functions/\n!server.js\n!package.json\n'),
    yamlFile('compose.yaml', [compose(input)]),
    yamlFile('kubernetes.yaml', [deployment(input), service(input), autoscaler(input)]),
    yamlFile('service.yaml', [knative(input)]),
  ],
  readme: (input) => ({
    sections: [
      [
        'Run it',
        `\`\`\`\nPORT=3000 HOST=127.0.0.1 npm start\n\`\`\`\n\nIt needs Node.js 22 or later and no package. On SIGTERM it finishes what runs, for 10 s at most, and ends.`,
      ],
      [
        'In a container',
        `\`\`\`\ndocker build -t ${input.name} .\ndocker run --rm -p 8080:8080 --memory ${memoryMb(input)}m ${input.name}\n\`\`\`\n\nor \`docker compose up\`.`,
      ],
      [
        'On Kubernetes',
        `\`\`\`\nkubectl apply -f kubernetes.yaml   # a Deployment that grows by its load, and a Service\nkubectl apply -f service.yaml      # or, with Knative, a service that also goes down to none\n\`\`\`\n\nBuild the image, push it and put its name into the file first.${secretsHint(input)}`,
      ],
      [
        'Limits',
        `Node.js limits neither CPU time nor memory of a function; the container's limits bound the whole server: ${memoryMb(input)} MB
of memory, which is what the functions may use together and 64 MB for Node.js itself, and one CPU.`,
      ],
    ],
  }),
};

function secretsHint({ name, functions }: TargetInput): string {
  const names = secretNames(functions);
  if (names.length === 0) return '';
  const literals = names.map((secret) => `--from-literal=${secret}=…`).join(' ');
  return `\n\n\`\`\`\nkubectl create secret generic ${name} ${literals}\n\`\`\``;
}

function memoryMb({ functions }: TargetInput): number {
  return 64 + heapMb(functions);
}

function packageJson(input: TargetInput): object {
  const memory = `--max-old-space-size=${memoryMb(input) - 64}`;
  return {
    name: input.name,
    version: '1.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=22' },
    scripts: { start: `node --enable-source-maps ${memory} server.js` },
  };
}

function dockerfile(input: TargetInput): string {
  return `FROM ${nodeImage}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=${containerPort}
WORKDIR /app
COPY . .
USER node
EXPOSE ${containerPort}
CMD ["node", "--enable-source-maps", "--max-old-space-size=${memoryMb(input) - 64}", "server.js"]
`;
}

/**
 * Variables for files in which `$` stands for another variable: compose's `$NAME`, Kubernetes' `$(NAME)`. Without those
 * that would be the server's own: a `PORT` of a function is not where it listens.
 */
function writtenOut(functions: TargetInput['functions']): [name: string, value: Scalar<string>][] {
  return Object.entries(declaredVariables(functions))
    .filter(([name]) => !systemVariable.test(name))
    .map(([name, value]) => [name, yamlText(value.replaceAll('$', '$$$$'))]);
}

function compose(input: TargetInput): object {
  const { name, functions } = input;
  const environment = {
    ...Object.fromEntries(writtenOut(functions)),
    ...Object.fromEntries(secretNames(functions).map((secret) => [secret, null])),
  };
  return {
    services: {
      [name]: {
        build: '.',
        ports: [`127.0.0.1:${containerPort}:${containerPort}`],
        ...(Object.keys(environment).length > 0 && { environment }),
        deploy: { resources: { limits: { cpus: '1', memory: `${memoryMb(input)}M` } } },
        read_only: true,
        restart: 'unless-stopped',
      },
    },
  };
}

function container(input: TargetInput): object {
  const { name, functions } = input;
  const env = [
    ...writtenOut(functions).map(([key, value]) => ({ name: key, value })),
    ...secretNames(functions).map((key) => ({ name: key, valueFrom: { secretKeyRef: { name, key, optional: true } } })),
  ];
  return {
    image: `${name}:latest`,
    ports: [{ containerPort }],
    ...(env.length > 0 && { env }),
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: `${memoryMb(input)}Mi` } },
    readinessProbe: { tcpSocket: { port: containerPort } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 1000,
      capabilities: { drop: ['ALL'] },
    },
  };
}

function deployment(input: TargetInput): object {
  const { name } = input;
  const labels = { app: name };
  const containers = [{ name: 'functions', ...container(input) }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 15, containers } },
    },
  };
}

function service({ name }: TargetInput): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: containerPort }] },
  };
}

function autoscaler({ name }: TargetInput): object {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    },
  };
}

function knative(input: TargetInput): object {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: input.name },
    spec: {
      template: {
        spec: {
          containerConcurrency: 100,
          timeoutSeconds: Math.ceil(longestWallMs(input.functions) / 1_000),
          containers: [container(input)],
        },
      },
    },
  };
}
