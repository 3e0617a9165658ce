/** JSON that does not parse; `line` and `column` count from 1. */
export class JsonSyntaxError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** Throws JsonSyntaxError. A byte order mark is allowed, as editors on Windows write one. */
export function parseJson(text: string): unknown {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  try {
    return JSON.parse(text.slice(start));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const offset = start + offsetOf(error.message, text.slice(start));
    const before = text.slice(0, offset).split('\n');
    throw new JsonSyntaxError(reasonOf(error.message), before.length, (before.at(-1)?.length ?? 0) + 1);
  }
}

/** The one way the store writes JSON: two spaces, a newline at the end. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function reasonOf(message: string): string {
  return message.replace(/(?: in JSON)? at position.*$|, (\.\.\.)?".*" is not valid JSON$|, \.\.\..*$/s, '');
}

function offsetOf(message: string, text: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (!isUnexpectedToken(text)) return text.length;
  // V8 does not say where: the shortest beginning that already has the fault ends with it.
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUnexpectedToken(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return good;
}

function isUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return error instanceof SyntaxError && error.message.startsWith('Unexpected token');
  }
}
