import type { LogMember, LogValue } from '../../contract/log-value.ts';

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

/** What a value is, without its members: `Cart`, `Map(2)`, `[Function add]`, `12n`. */
export function valueTitle({ kind, text = '', className, size, more = 0 }: LogValue): string {
  switch (kind) {
    case 'string':
      return more > 0 ? `${JSON.stringify(text).slice(0, -1)}…"` : JSON.stringify(text);
    case 'number':
    case 'boolean':
    case 'symbol':
    case 'regexp':
    case 'date':
      return text;
    case 'bigint':
      return `${text}n`;
    case 'undefined':
    case 'null':
      return kind;
    case 'function':
      return className === 'class' ? `class ${text}` : `ƒ ${text || '(anonymous)'}()`;
    case 'error':
      return text === '' ? (className ?? 'Error') : `${className ?? 'Error'}: ${text}`;
    case 'array':
      return `${className ?? 'Array'}(${size ?? 0})`;
    case 'map':
      return `${className ?? 'Map'}(${size ?? 0})`;
    case 'set':
      return `${className ?? 'Set'}(${size ?? 0})`;
    case 'bytes':
      return `${className ?? 'Bytes'}(${size ?? 0}) [${text}${more > 0 ? ', …' : ''}]`;
    case 'promise':
      return 'Promise';
    case 'accessor':
      return `(${text})`;
    case 'circular':
      return '[Circular]';
    case 'cut':
      return `${className ?? ''}${size === undefined ? '' : `(${size})`} …`.trimStart();
    case 'object':
      return className ?? '{}';
  }
}
