import type { Finding, TargetName } from '../../contract/bundle.ts';
import type { CodeUse } from './code-use.ts';

/** A thing in code that some targets do not do as Nexo does. */
interface CodeRule {
  code: string;
  /** As `CodeUse` names them. */
  names: readonly string[];
  targets: readonly TargetName[];
  severity: Finding['severity'];
  /** Only where it is done while the module is loaded. */
  whileLoading?: true;
  message(use: CodeUse): string;
}

const workers: TargetName[] = ['cloudflare', 'workerd'];
const buffered: TargetName[] = ['lambda'];
const streaming = ['ReadableStream', 'TransformStream', '.pipeThrough'];
const work = ['fetch', 'setTimeout', 'setInterval', 'crypto.getRandomValues', 'crypto.randomUUID'];

export const codeRules: readonly CodeRule[] = [
  {
    code: 'codeFromText',
    names: ['eval', 'new Function'],
    targets: workers,
    severity: 'blocks',
    message: ({ name }) => `${name} is refused: code is not made from text there`,
  },
  {
    code: 'webAssemblyFromBytes',
    names: ['WebAssembly.compile', 'WebAssembly.instantiate', 'WebAssembly.Module'],
    targets: workers,
    severity: 'blocks',
    message: ({ name }) => `${name} of bytes is refused there: WebAssembly has to be a module of its own`,
  },
  {
    code: 'workWhileLoading',
    names: work,
    targets: workers,
    severity: 'blocks',
    whileLoading: true,
    message: ({ name }) => `${name} is refused while the module is loaded: call it inside of the function`,
  },
  {
    code: 'noStreaming',
    names: streaming,
    targets: buffered,
    severity: 'differs',
    message: ({ name }) => `${name}: the answer is sent when it is complete, not piece by piece`,
  },
  {
    code: 'waitUntilDelays',
    names: ['waitUntil', '.waitUntil', 'ctx.waitUntil', 'context.waitUntil'],
    targets: buffered,
    severity: 'differs',
    message: () => 'waitUntil: the answer waits for that work, as nothing runs after it',
  },
  {
    code: 'clockStands',
    names: ['performance.now', 'Date.now'],
    targets: ['cloudflare'],
    severity: 'differs',
    message: ({ name }) => `${name}: the clock stands still between one wait and the next`,
  },
  {
    code: 'notEverywhere',
    names: ['localStorage', 'sessionStorage', 'caches', 'WebSocket', 'EventSource', 'Worker', 'SharedArrayBuffer'],
    targets: ['cloudflare', 'workerd', 'lambda', 'netlify', 'vercel', 'supabase'],
    severity: 'differs',
    message: ({ name }) => `${name}: not every runtime has it, or has it so`,
  },
];

/** Everything that a rule is about. */
export const watchedNames: ReadonlySet<string> = new Set([
  ...codeRules.flatMap(({ names }) => names),
  // Told apart by how it is used.
  'Function',
]);
