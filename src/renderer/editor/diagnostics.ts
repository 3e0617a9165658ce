interface Diagnostic {
  code: number;
  length?: number;
  messageText: string | object;
}

/** TypeScript's codes for a name or module it does not know and believes to be the DOM's or Node's. */
const missingCodes: ReadonlySet<number> = new Set([2304, 2307, 2318, 2503, 2552, 2580, 2584, 2591, 2792, 2875]);

const advice = /\s*(?:Do you need|Did you mean to set|Try)\b.*$/s;

/**
 * A name that does not exist inside a function says just that: TypeScript's advice (install Node's types, change
 * `lib`) would not help here.
 */
export function explainMissing<D extends Diagnostic>(diagnostic: D): D {
  const { code, messageText } = diagnostic;
  if (!missingCodes.has(code) || typeof messageText !== 'string' || !advice.test(messageText)) return diagnostic;
  const name = /'([^']+)'/.exec(messageText)?.[1] ?? '';
  return {
    ...diagnostic,
    messageText: `${messageText.replace(advice, '')} Functions run without Node and without a browser: there is no '${name}' here.`,
  };
}

/** "Type annotations can only be used in TypeScript files." */
const annotationInJavaScript = 8010;
/** "'handler' is declared but its value is never read." */
const neverRead = 6133;

/** Whether a diagnostic is about what we added to the code, or about the handler only the runtime calls. */
export function isWrongHere({ code, length, messageText }: Diagnostic): boolean {
  if (code === annotationInJavaScript) return length === 0;
  return code === neverRead && typeof messageText === 'string' && /^'(?:handler|main)' /.test(messageText);
}

/** TypeScript's codes for a module it cannot find. */
const missingModuleCodes: ReadonlySet<number> = new Set([2307, 2792, 2875]);

/** Node's modules that functions do not have; `resources/runtime-types/modules.d.ts` names those they do. */
const nodeOnly: ReadonlySet<string> = new Set(
  (
    'child_process cluster console constants dgram diagnostics_channel dns domain fs http http2 https inspector module ' +
    'net os perf_hooks process punycode readline repl stream sys timers tls trace_events tty v8 vm wasi worker_threads zlib'
  ).split(' '),
);

/** Whether a missing module is a file or a package: only the engine knows which there are; it says so when it compiles. */
export function isForTheEngine({ code, messageText }: Diagnostic): boolean {
  if (!missingModuleCodes.has(code) || typeof messageText !== 'string') return false;
  const name = /'([^']+)'/.exec(messageText)?.[1] ?? '';
  return !name.startsWith('node:') && !nodeOnly.has(name.split('/')[0] ?? '');
}
