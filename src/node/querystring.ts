import { Buffer } from './buffer.ts';

type Values = Record<string, unknown>;
interface Options {
  decodeURIComponent?: (text: string) => string;
  encodeURIComponent?: (text: string) => string;
  maxKeys?: number;
}

/** Percent-encodes all but letters, digits and `-_.!~*'()`. */
export function escape(text: unknown): string {
  return encodeURIComponent(String(text));
}

/** Never throws: what does not decode as UTF-8 is decoded byte by byte. */
export function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text).toString();
  }
}

export function unescapeBuffer(text: string): Buffer {
  const bytes: number[] = [];
  const source = Buffer.from(text);
  for (let index = 0; index < source.length; index++) {
    const digits = source.toString('latin1', index + 1, index + 3);
    if (source[index] === 0x25 && /^[0-9a-f]{2}$/i.test(digits)) {
      bytes.push(Number.parseInt(digits, 16));
      index += 2;
    } else bytes.push(source[index]!);
  }
  return Buffer.from(bytes);
}

export function stringify(values?: Values | null, separator = '&', equals = '=', options: Options = {}): string {
  if (typeof values !== 'object' || values === null) return '';
  const encode = options.encodeURIComponent ?? escape;
  const pair = (key: string, value: unknown): string => `${encode(key)}${equals}${encode(primitive(value))}`;
  return Object.entries(values)
    .flatMap(([key, value]) => (Array.isArray(value) ? value.map((one) => pair(key, one)) : [pair(key, value)]))
    .join(separator);
}

export function parse(text?: string, separator = '&', equals = '=', options: Options = {}): Values {
  const found = Object.create(null) as Record<string, string | string[]>;
  if (typeof text !== 'string' || text === '') return found;
  const { decodeURIComponent: decode = unescape, maxKeys = 1_000 } = options;
  const read = (part: string): string => {
    const spaced = part.replaceAll('+', ' ');
    try {
      return decode(spaced);
    } catch {
      return unescape(spaced);
    }
  };
  const parts = text.split(separator);
  for (const part of maxKeys > 0 ? parts.slice(0, maxKeys) : parts) {
    if (part === '') continue;
    const at = part.indexOf(equals);
    const key = read(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? '' : read(part.slice(at + equals.length));
    const before = found[key];
    found[key] = before === undefined ? value : [before, value].flat();
  }
  return found;
}

function primitive(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : '';
  return typeof value === 'bigint' || typeof value === 'boolean' ? `${value}` : '';
}

export { parse as decode, stringify as encode };
export default { decode: parse, encode: stringify, escape, parse, stringify, unescape, unescapeBuffer };
