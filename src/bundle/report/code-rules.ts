import type { Finding, FindingCode, TargetName } from '../../contract/bundle.ts';

/** A thing in code that some targets do not do as Nexo does. */
interface CodeRule {
  code: FindingCode;
  /** As `CodeUse` names them. */
  names: readonly string[];
  targets: readonly TargetName[];
  severity: Finding['severity'];
  /** Only where it is done while the module is loaded. */
  whileLoading?: true;
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
  },
  {
    code: 'webAssemblyFromBytes',
    names: ['WebAssembly.compile', 'WebAssembly.instantiate', 'WebAssembly.Module'],
    targets: workers,
    severity: 'blocks',
  },
  {
    code: 'workWhileLoading',
    names: work,
    targets: workers,
    severity: 'blocks',
    whileLoading: true,
  },
  {
    code: 'noStreaming',
    names: streaming,
    targets: buffered,
    severity: 'differs',
  },
  {
    code: 'waitUntilDelays',
    names: ['waitUntil', '.waitUntil', 'ctx.waitUntil', 'context.waitUntil'],
    targets: buffered,
    severity: 'differs',
  },
  {
    code: 'clockStands',
    names: ['performance.now', 'Date.now'],
    targets: ['cloudflare'],
    severity: 'differs',
  },
  {
    code: 'notEverywhere',
    names: ['localStorage', 'sessionStorage', 'caches', 'WebSocket', 'EventSource', 'Worker', 'SharedArrayBuffer'],
    targets: ['cloudflare', 'workerd', 'lambda', 'netlify', 'vercel', 'supabase'],
    severity: 'differs',
  },
];

/** Everything that a rule is about. */
export const watchedNames: ReadonlySet<string> = new Set([
  ...codeRules.flatMap(({ names }) => names),
  // Told apart by how it is used.
  'Function',
]);
