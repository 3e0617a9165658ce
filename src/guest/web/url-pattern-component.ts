import {
  escapeRegExp,
  fullWildcard,
  type Part,
  parseParts,
  type PatternOptions,
  segmentWildcard,
} from './url-pattern-parts.ts';
import { isNameCodePoint } from './url-pattern-tokens.ts';

/** https://urlpattern.spec.whatwg.org/#component: one part of a URL, ready to match. */
export interface Component {
  pattern: string;
  regExp: RegExp;
  groupNames: string[];
  hasRegExpGroups: boolean;
}

/** Throws a TypeError for a pattern that cannot be compiled. */
export function compileComponent(input: string, options: PatternOptions, encode: (text: string) => string): Component {
  const parts = parseParts(input, options, encode);
  const source = parts.map((part) => toRegExp(part, options)).join('');
  return {
    pattern: toPattern(parts, options),
    regExp: createRegExp(`^${source}$`, options.ignoreCase ? 'vi' : 'v'),
    groupNames: parts.filter(({ type }) => type !== 'fixed-text').map(({ name }) => name),
    hasRegExpGroups: parts.some(({ type }) => type === 'regexp'),
  };
}

function createRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new TypeError(`URLPattern: '${source}' is not a valid regular expression`);
  }
}

function sourceOf({ type, value }: Part, options: PatternOptions): string {
  if (type === 'segment-wildcard') return segmentWildcard(options);
  return type === 'full-wildcard' ? fullWildcard : value;
}

/** https://urlpattern.spec.whatwg.org/#generate-a-regular-expression-and-name-list */
function toRegExp(part: Part, options: PatternOptions): string {
  const { modifier } = part;
  if (part.type === 'fixed-text') {
    return modifier === '' ? escapeRegExp(part.value) : `(?:${escapeRegExp(part.value)})${modifier}`;
  }
  const source = sourceOf(part, options);
  const repeats = modifier === '*' || modifier === '+';
  if (part.prefix === '' && part.suffix === '') {
    return repeats ? `((?:${source})${modifier})` : `(${source})${modifier}`;
  }
  const prefix = escapeRegExp(part.prefix);
  const suffix = escapeRegExp(part.suffix);
  if (!repeats) return `(?:${prefix}(${source})${suffix})${modifier}`;
  const repeated = `(?:${prefix}((?:${source})(?:${suffix}${prefix}(?:${source}))*)${suffix})`;
  return modifier === '*' ? `${repeated}?` : repeated;
}

const patternSpecials = /[+*?:{}()\\]/g;
export const escapePattern = (text: string): string => text.replace(patternSpecials, '\\$&');
const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0)!);
const isDigit = (text: string): boolean => /^[0-9]/.test(text);

/** https://urlpattern.spec.whatwg.org/#generate-a-pattern-string */
function toPattern(parts: Part[], options: PatternOptions): string {
  return parts.map((part, index) => partToPattern(part, parts[index - 1], parts[index + 1], options)).join('');
}

function partToPattern(part: Part, before: Part | undefined, after: Part | undefined, options: PatternOptions): string {
  const { type, modifier, name, prefix, suffix } = part;
  if (type === 'fixed-text') {
    return modifier === '' ? escapePattern(part.value) : `{${escapePattern(part.value)}}${modifier}`;
  }
  const hasName = !isDigit(name);
  const grouped = needsGroup(part, before, after, options);
  let text = escapePattern(prefix);
  if (hasName) text += `:${name}`;
  if (type === 'regexp') text += `(${part.value})`;
  else if (type === 'segment-wildcard' && !hasName) text += `(${segmentWildcard(options)})`;
  else if (type === 'full-wildcard') {
    const isFirst = before === undefined || before.type === 'fixed-text' || before.modifier !== '';
    text += !hasName && (isFirst || grouped || prefix !== '') ? '*' : `(${fullWildcard})`;
  }
  const joins = type === 'segment-wildcard' && hasName && suffix !== '' && isNameCodePoint(firstOf(suffix), false);
  text += (joins ? '\\' : '') + escapePattern(suffix);
  return (grouped ? `{${text}}` : text) + modifier;
}

/** Whether the part would be read differently without braces around it. */
function needsGroup(part: Part, before: Part | undefined, after: Part | undefined, options: PatternOptions): boolean {
  const { type, modifier, name, prefix, suffix } = part;
  if (suffix !== '' || (prefix !== '' && prefix !== options.prefix)) return true;
  const isBareName = !isDigit(name) && type === 'segment-wildcard' && modifier === '';
  if (isBareName && after !== undefined && after.prefix === '' && after.suffix === '') {
    const joins = after.type === 'fixed-text' ? isNameCodePoint(firstOf(after.value), false) : isDigit(after.name);
    if (joins) return true;
  }
  return (
    prefix === '' && before?.type === 'fixed-text' && options.prefix !== '' && before.value.endsWith(options.prefix)
  );
}
