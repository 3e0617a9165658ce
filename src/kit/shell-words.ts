/** A command that ends inside of a quoted text. */
export class OpenQuoteError extends Error {}

/** The words of a command as a shell would pass them on: POSIX, Windows' command prompt or PowerShell, by its looks. */
export function shellWords(command: string): string[] {
  if (/\^["\r\n]/.test(command)) return windowsWords(command);
  return posixWords(command);
}

function posixWords(command: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  const add = (text: string): void => void (word = (word ?? '') + text);
  for (let at = 0; at < command.length; at++) {
    const rest = command.slice(at);
    const character = command.charAt(at);
    if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === '\\' || /^`[ \t]*\r?\n/.test(rest)) {
      // PowerShell continues a line with a backtick.
      const lineBreak = /^[\\`][ \t]*\r?\n/.exec(rest)?.[0];
      if (lineBreak === undefined) add(command.charAt(at + 1));
      at += (lineBreak?.length ?? 2) - 1;
    } else if (character === "'" || rest.startsWith("$'")) {
      const quoted = singleQuoted(rest);
      add(quoted.text);
      at += quoted.length - 1;
    } else if (character === '"' || rest.startsWith('$"')) {
      const quoted = doubleQuoted(rest);
      add(quoted.text);
      at += quoted.length - 1;
    } else if (/^[;|&>]/.test(rest) && word === null) {
      // What follows is another command, or where the output goes.
      break;
    } else add(character);
  }
  if (word !== null) words.push(word);
  return words;
}

interface Quoted {
  text: string;
  /** In the command, quotes included. */
  length: number;
}

/** `'…'` as it stands, `$'…'` with the escapes of ANSI C. */
function singleQuoted(rest: string): Quoted {
  const ansi = rest.startsWith('$');
  const match = (ansi ? /^\$'((?:[^'\\]|\\[^])*)'/ : /^'([^']*)'/).exec(rest);
  if (match === null) throw new OpenQuoteError();
  const text = match[1] ?? '';
  return { text: ansi ? unescapeAnsi(text) : text, length: match[0].length };
}

function doubleQuoted(rest: string): Quoted {
  const match = /^\$?"((?:[^"\\]|\\[^])*)"/.exec(rest);
  if (match === null) throw new OpenQuoteError();
  const text = (match[1] ?? '').replace(/\\(\r?\n|["\\$`])/g, (_whole, escaped: string) =>
    escaped.endsWith('\n') ? '' : escaped,
  );
  return { text, length: match[0].length };
}

const ansiEscapes: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  e: '\x1b',
};

function unescapeAnsi(text: string): string {
  return text.replace(
    /\\(u[\dA-Fa-f]{1,4}|U[\dA-Fa-f]{1,8}|x[\dA-Fa-f]{1,2}|[0-7]{1,3}|[^])/g,
    (_whole, code: string) => {
      if (/^[uUx]./.test(code)) return characterOf(Number.parseInt(code.slice(1), 16));
      if (/^[0-7]/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
      return ansiEscapes[code] ?? code;
    },
  );
}

/** What is no character of Unicode becomes its sign for that. */
function characterOf(code: number): string {
  return code > 0x10_ffff ? '\uFFFD' : String.fromCodePoint(code);
}

/** The command prompt takes carets away; the program then reads quotes and backslashes as Microsoft's runtime does. */
function windowsWords(command: string): string[] {
  const text = command
    .replace(/\^\r?\n(?=\r?\n)/g, '')
    .replace(/\^\r?\n/g, ' ')
    .replace(/\^([^])/g, '$1');
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    const space = /^\s+/.exec(text.slice(at))?.[0].length ?? 0;
    at += space;
    if (at >= text.length) break;
    const { word, length } = windowsWord(text.slice(at));
    words.push(word);
    at += length;
  }
  return words;
}

function windowsWord(text: string): { word: string; length: number } {
  let word = '';
  let quoted = false;
  let at = 0;
  for (; at < text.length && (quoted || !/\s/.test(text.charAt(at))); at++) {
    const rest = text.slice(at);
    const escaped = /^\\+"/.exec(rest)?.[0];
    if (escaped !== undefined) {
      const backslashes = escaped.length - 1;
      word += '\\'.repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) word += '"';
      else quoted = !quoted;
      at += backslashes;
    } else if (rest.startsWith('""') && quoted) {
      word += '"';
      at += 1;
    } else if (rest.startsWith('"')) quoted = !quoted;
    else word += text.charAt(at);
  }
  if (quoted) throw new OpenQuoteError();
  return { word, length: at };
}
