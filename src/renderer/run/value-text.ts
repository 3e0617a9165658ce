import type { LogMember, LogValue, LogValueKind } from '../../contract/log-value.ts';

const indent = '  ';

/** A value as text to copy: what of it is known, over several lines where it has members. */
export function valueText(value: LogValue, depth = 0): string {
  const { kind, stack, members = [], more = 0 } = value;
  if (kind === 'string') return depth === 0 ? (value.text ?? '') : JSON.stringify(value.text);
  if (kind === 'error' && stack !== undefined && members.length === 0) return stack;
  const title = valueTitle(value);
  if (members.length === 0) return title + (more > 0 ? ' …' : '');
  const inner = indent.repeat(depth + 1);
  const lines = members.map((member) => `${inner}${memberText(member, kind, depth + 1)},`);
  if (more > 0) lines.push(`${inner}… ${more}`);
  const [open, close] = kind === 'array' ? '[]' : '{}';
  const head = kind === 'error' ? `${stack ?? title} ` : kind === 'object' && title === '{}' ? '' : `${title} `;
  return `${kind === 'array' ? '' : head}${open}\n${lines.join('\n')}\n${indent.repeat(depth)}${close}`;
}

function memberText({ key, value }: LogMember, kind: LogValue['kind'], depth: number): string {
  const text = valueText(value, depth);
  if (kind === 'array' || kind === 'set') return text;
  return kind === 'map' ? `${keyText(key)} => ${text}` : `${keyText(key)}: ${text}`;
}

/** A property's name as code would write it; of a map, its key. */
export function keyText(key: LogMember['key']): string {
  return typeof key === 'string' ? key : valueText(key, 1);
}

/** What a value is, without its members: `Cart`, `Map(2)`, `ƒ add()`, `12n`. */
export function valueTitle(value: LogValue): string {
  return titles[value.kind](value);
}

const counted =
  (name: string) =>
  ({ className = name, size = 0 }: LogValue): string =>
    `${className}(${size})`;
const asText = ({ text = '' }: LogValue): string => text;

const titles: Record<LogValueKind, (value: LogValue) => string> = {
  string: ({ text, more = 0 }) => (more > 0 ? `${JSON.stringify(text).slice(0, -1)}…"` : JSON.stringify(text ?? '')),
  number: asText,
  boolean: asText,
  symbol: asText,
  regexp: asText,
  date: asText,
  bigint: ({ text }) => `${text}n`,
  undefined: () => 'undefined',
  null: () => 'null',
  function: ({ className, text = '' }) => (className === 'class' ? `class ${text}` : `ƒ ${text || '(anonymous)'}()`),
  error: ({ className = 'Error', text = '' }) => (text === '' ? className : `${className}: ${text}`),
  array: counted('Array'),
  map: counted('Map'),
  set: counted('Set'),
  bytes: (value) => `${counted('Bytes')(value)} [${value.text ?? ''}${value.more === undefined ? '' : ', …'}]`,
  promise: () => 'Promise',
  accessor: ({ text }) => `(${text})`,
  circular: () => '[Circular]',
  cut: ({ className = '', size }) => `${className}${size === undefined ? '' : `(${size})`} …`.trimStart(),
  object: ({ className = '{}' }) => className,
};
