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
