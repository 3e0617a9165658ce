import util from 'node-inspect-extracted';

import { errorText } from './error-text.ts';
import { monotonicNow } from './event.ts';
import type { InvocationId, LogDetails } from '../door.ts';
import { type LogLevel, writeLog } from './log.ts';
import { describeValues } from './log-value.ts';
import { platform } from './platform.ts';
import { consoleTable } from './console-table.ts';
import { apply, defineProperty, isView, typedArrayName } from './primordials.ts';

/** https://console.spec.whatwg.org/; values are shown as Node's util.inspect shows them. */

const { formatWithOptions, inspect } = util;
const inspectOptions = { colors: false, depth: 4, maxArrayLength: 100, maxStringLength: 10_000 };
const maxGroupDepth = 32;
const maxShownItems = 100;
const maxWholeItems = 10_000;
const { isArray } = Array;
const { slice } = Array.prototype;
const { subarray } = Uint8Array.prototype;

/** How many groups each invocation has open: one that ends without closing its own leaves no other indented. */
const groups = Object.create(null) as Record<InvocationId, number | undefined>;
const counts = new Map<string, number>();
const timers = new Map<string, number>();

/** The text of a console call's arguments. Never throws. */
export function formatLog(args: unknown[]): string {
  try {
    return apply(formatWithOptions, undefined, [inspectOptions, ...shorten(args)]) as string;
  } catch (error) {
    return `[a value that cannot be shown: ${errorText(error)}]`;
  }
}

/**
 * Stands in for a long list: the library asks for the description of each item before it leaves any out.
 */
class LongList {
  readonly #list: ArrayLike<unknown>;

  constructor(list: ArrayLike<unknown>) {
    this.#list = list;
  }

  [inspect.custom](_depth: number, options: object): string {
    const { length } = this.#list;
    const shown = apply(isView(this.#list) ? subarray : slice, this.#list, [0, maxShownItems]) as object;
    const text = inspect(shown, options).replace(`(${maxShownItems})`, `(${length})`);
    return `${text.slice(0, -2).trimEnd()},\n  ... ${length - maxShownItems} more items\n]`;
  }
}

function shorten(args: unknown[]): unknown[] {
  return args.map((value) => {
    const isList = isArray(value) || (isView(value) && typedArrayName(value) !== undefined);
    return isList && (value as unknown[]).length > maxWholeItems ? new LongList(value as unknown[]) : value;
  });
}

function print(level: LogLevel, args: unknown[], form?: LogDetails['form']): void {
  printText(level, formatLog(args), args, form);
}

/** Writes an entry with its arguments, where they are more than their text. */
function printText(level: LogLevel, text: string, args: unknown[] = [], form?: LogDetails['form']): void {
  const group = groups[platform.current()] ?? 0;
  const details = detailsOf(describeValues(args), group, form);
  if (group === 0) return writeLog(level, text, details);
  const indent = '  '.repeat(group);
  writeLog(level, indent + text.replace(/\n/g, `\n${indent}`), details);
}

function detailsOf(values: string | undefined, group: number, form: LogDetails['form']): string | undefined {
  if (values === undefined && group === 0 && form === undefined) return undefined;
  const valuesField = values === undefined ? '' : `,"values":${values}`;
  return `{"group":${group}${valuesField}${form === undefined ? '' : `,"form":"${form}"`}}`;
}

function openGroup(form: LogDetails['form'], data: unknown[]): void {
  if (data.length > 0) print('log', data, form);
  const invocation = platform.current();
  groups[invocation] = Math.min((groups[invocation] ?? 0) + 1, maxGroupDepth);
}

/** What an invocation left open. */
export const forgetGroups = (invocation: InvocationId): void => void delete groups[invocation];

const toLabel = (label: unknown): string => (label === undefined ? 'default' : `${label as string}`);

function elapsed(label: string): string {
  const ms = monotonicNow() - timers.get(label)!;
  if (ms >= 1000) return `${(ms / 1000).toFixed(3)}s`;
  return `${Number(ms.toFixed(3))}ms`;
}

const methods = {
  assert(condition: unknown = false, ...data: unknown[]): void {
    if (condition) return;
    if (typeof data[0] === 'string') print('error', [`Assertion failed: ${data[0]}`, ...data.slice(1)]);
    else print('error', ['Assertion failed', ...data]);
  },
  clear(): void {
    forgetGroups(platform.current());
  },
  debug(...data: unknown[]): void {
    print('debug', data);
  },
  error(...data: unknown[]): void {
    print('error', data);
  },
  info(...data: unknown[]): void {
    print('info', data);
  },
  log(...data: unknown[]): void {
    print('log', data);
  },
  table(tabularData: unknown = undefined, properties: unknown = undefined): void {
    const table = consoleTable(tabularData, properties);
    if (table === null) print('log', [tabularData]);
    else printText('log', table, [tabularData], 'table');
  },
  trace(...data: unknown[]): void {
    const { stack } = new Error();
    const frames = typeof stack === 'string' ? stack.split('\n').slice(2).join('\n') : '';
    printText(
      'debug',
      `Trace${data.length > 0 ? `: ${formatLog(data)}` : ''}${frames === '' ? '' : `\n${frames}`}`,
      data,
    );
  },
  warn(...data: unknown[]): void {
    print('warn', data);
  },
  dir(item: unknown = undefined, options: unknown = undefined): void {
    try {
      printText('log', inspect(item, { ...inspectOptions, customInspect: false, ...(options as object) }), [item]);
    } catch (error) {
      printText('log', errorText(error));
    }
  },
  dirxml(...data: unknown[]): void {
    print('log', data);
  },
  count(label: unknown = 'default'): void {
    const name = toLabel(label);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    printText('info', `${name}: ${count}`);
  },
  countReset(label: unknown = 'default'): void {
    const name = toLabel(label);
    if (!counts.delete(name)) printText('warn', `Count for '${name}' does not exist`);
  },
  group(...data: unknown[]): void {
    openGroup('group', data);
  },
  groupCollapsed(...data: unknown[]): void {
    openGroup('collapsedGroup', data);
  },
  groupEnd(): void {
    const invocation = platform.current();
    groups[invocation] = Math.max((groups[invocation] ?? 0) - 1, 0);
  },
  time(label: unknown = 'default'): void {
    const name = toLabel(label);
    if (timers.has(name)) printText('warn', `Timer '${name}' already exists`);
    else timers.set(name, monotonicNow());
  },
  timeLog(label: unknown = 'default', ...data: unknown[]): void {
    const name = toLabel(label);
    if (!timers.has(name)) printText('warn', `Timer '${name}' does not exist`);
    else printText('log', `${name}: ${elapsed(name)}${data.length > 0 ? ` ${formatLog(data)}` : ''}`, data);
  },
  timeEnd(label: unknown = 'default'): void {
    const name = toLabel(label);
    if (!timers.has(name)) printText('warn', `Timer '${name}' does not exist`);
    else printText('info', `${name}: ${elapsed(name)}`);
    timers.delete(name);
  },
};

/** A namespace object: its prototype is an empty object of its own, its methods are enumerable. */
export const console: object = Object.create({}) as object;
for (const [name, value] of Object.entries(methods)) {
  defineProperty(console, name, { value, writable: true, enumerable: true, configurable: true });
}
defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });
