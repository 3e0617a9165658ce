import { isError } from './clone-error.ts';
import { getterOf } from './clone-slots.ts';
import {
  apply,
  arrayBufferByteLength,
  bytesSlice,
  dataViewByteLength,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isView,
  jsonStringify,
  ownKeys,
  stringSlice,
  typedArrayName,
} from './primordials.ts';
import { isArrayBuffer, toBytes } from './buffer-source.ts';
import { listedPairs, readAttributes, type Attributes } from './platform-attributes.ts';

/**
 * Takes values apart for the console's log tree, as JSON that is written piece by piece: no accessor is called, no
 * method is looked up on what a function may have changed, and what a Proxy's traps answer is data like any other.
 * The tree is small by construction, so neither a flood of logs nor a hostile value can hurt those who read it.
 */

const maxArguments = 20;
const maxDepth = 6;
const maxMembers = 100;
const maxNodes = 1_000;
const maxTextLength = 2_000;
const maxLength = 16_384;
const maxBytes = 64;
const maxPrototypes = 20;

const { isArray } = Array;
const { hasOwn } = Object;
const makeString = String;
const symbolToString = Symbol.prototype.toString;
const functionToString = Function.prototype.toString;
const { getTime, toISOString } = Date.prototype;
const regExpSource = getterOf(RegExp.prototype, 'source');
const regExpFlags = getterOf(RegExp.prototype, 'flags');
const mapSize = getterOf(Map.prototype, 'size');
const setSize = getterOf(Set.prototype, 'size');
const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;
const { next: nextOfMap } = getPrototypeOf(new Map().entries()) as Iterator<[unknown, unknown]>;
const { next: nextOfSet } = getPrototypeOf(new Set().values()) as Iterator<unknown>;
const typedArrayLength = getterOf(getPrototypeOf(Uint8Array.prototype) as object, 'length');
const stackGetter = getOwnPropertyDescriptor(new Error(), 'stack')?.get;
const plainPrototype = Object.prototype;
const hexDigits = '0123456789abcdef';

/** Objects above the one being described: meeting one of them again is a circle. */
interface Path {
  value: object;
  depth: number;
  above: Path | null;
}

let nodes = 0;
let length = 0;

/** JSON of the arguments' trees; undefined where the text alone tells everything. Never throws. */
export function describeValues(args: ArrayLike<unknown>): string | undefined {
  if (!hasObject(args)) return undefined;
  nodes = 0;
  length = 0;
  try {
    let json = '';
    let index = 0;
    for (; index < args.length && index < maxArguments && length < maxLength; index++) {
      json += `${index > 0 ? ',' : ''}${describe(args[index], null)}`;
    }
    if (args.length > index) json += `,{"kind":"cut","more":${args.length - index}}`;
    return `[${json}]`;
  } catch {
    return undefined;
  }
}

function hasObject(args: ArrayLike<unknown>): boolean {
  for (let index = 0; index < args.length; index++) {
    const value = args[index];
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') return true;
  }
  return false;
}

function describe(value: unknown, path: Path | null): string {
  nodes++;
  switch (typeof value) {
    case 'string':
      return text('string', value);
    case 'symbol':
      return text('symbol', apply(symbolToString, value, []));
    case 'undefined':
      return node('undefined');
    case 'object':
      return value === null ? node('null') : describeObject(value, path);
    case 'function':
      return describeObject(value, path);
    default:
      return text(typeof value, value === 0 && 1 / value < 0 ? '-0' : makeString(value));
  }
}

function describeObject(value: object, path: Path | null): string {
  for (let above = path; above !== null; above = above.above) if (above.value === value) return node('circular');
  try {
    const inner = { value, depth: (path?.depth ?? 0) + 1, above: path };
    return describeExotic(value, inner) ?? describeOrdinary('object', value, inner);
  } catch {
    // A revoked Proxy, or one whose traps throw.
    return node('cut', className('Proxy'));
  }
}

/** What is more than its properties; undefined for an ordinary object. Told by prototype first: probes are dear. */
function describeExotic(value: object, path: Path): string | undefined {
  if (typeof value === 'function') return describeFunction(value, path);
  if (isArray(value)) return describeList(value, path);
  const prototype = getPrototypeOf(value) as object | null;
  if (prototype === plainPrototype || prototype === null) return undefined;
  if (isView(value)) return typedArrayName(value) === undefined ? describeBytes(value) : describeNumbers(value);
  if (isError(value)) return describeError(value, path);
  const describeKnown = knownKind(value);
  try {
    return describeKnown?.(value, path);
  } catch {
    // It only looks like one.
    return undefined;
  }
}

type Describe = (value: object, path: Path) => string;
const kinds: [prototype: object, describe: Describe][] = [
  [Date.prototype, describeDate],
  [RegExp.prototype, (value) => text('regexp', `/${readText(regExpSource, value)}/${readText(regExpFlags, value)}`)],
  [Map.prototype, describeMap],
  [Set.prototype, describeSet],
  [Promise.prototype, () => node('promise')],
  [ArrayBuffer.prototype, (value) => describeBytes(value as ArrayBuffer)],
];

function knownKind(value: object): Describe | undefined {
  let prototype = getPrototypeOf(value) as object | null;
  for (let step = 0; prototype !== null && prototype !== plainPrototype && step < maxPrototypes; step++) {
    for (let index = 0; index < kinds.length; index++) {
      const kind = kinds[index]!;
      if (kind[0] === prototype) return kind[1];
    }
    prototype = getPrototypeOf(prototype) as object | null;
  }
  return undefined;
}

function describeDate(value: object): string {
  const time = read(getTime, value) as number;
  return text('date', time !== time ? 'Invalid Date' : (read(toISOString, value) as string));
}

function describeFunction(value: object, path: Path): string {
  const name = ownText(value, 'name') ?? '';
  const source = stringSlice(apply(functionToString, value, []) as string, 0, 6);
  const extra = `${source === 'class ' || source === 'class{' ? className('class') : ''}${textField(name)}`;
  return describeOrdinary('function', value, path, extra);
}

function describeList(value: unknown[], path: Path): string {
  const own = classOf(value);
  const size = `,"size":${value.length}`;
  if (path.depth > maxDepth) return node('cut', className(own) + size);
  const extra = `${own === 'Array' ? '' : className(own)}${size}`;
  const members = openMembers();
  for (let index = 0; index < value.length; index++) {
    if (isFull(members, index)) return closeMembers('array', extra, members, value.length - index);
    const descriptor = getOwnPropertyDescriptor(value, index);
    if (descriptor !== undefined) addMember(members, `${index}`, descriptor, path);
  }
  return closeMembers('array', extra, members, 0);
}

function describeNumbers(value: ArrayBufferView): string {
  const size = read(typedArrayLength, value) as number;
  let numbers = '';
  let index = 0;
  for (; index < size && index < maxMembers; index++) {
    numbers += `${index > 0 ? ', ' : ''}${makeString((value as unknown as ArrayLike<number>)[index])}`;
  }
  return node(
    'bytes',
    `${className(typedArrayName(value)!)},"size":${size}${textField(numbers)}${moreField(size - index)}`,
  );
}

function describeBytes(value: ArrayBuffer | ArrayBufferView): string {
  const size = isArrayBuffer(value) ? arrayBufferByteLength(value) : dataViewByteLength(value);
  const shown = bytesSlice(toBytes(value), 0, maxBytes);
  let hex = '';
  for (let index = 0; index < shown.length; index++) {
    const byte = shown[index]!;
    hex += `${index > 0 ? ' ' : ''}${hexDigits[byte >> 4]!}${hexDigits[byte & 15]!}`;
  }
  const name = isArrayBuffer(value) ? 'ArrayBuffer' : 'DataView';
  return node('bytes', `${className(name)},"size":${size}${textField(hex)}${moreField(size - maxBytes)}`);
}

function describeMap(value: object, path: Path): string {
  const size = read(mapSize, value) as number;
  return describeEntries('map', value, size, path, () => {
    const entries = apply(mapEntries, value, []) as object;
    return () => (apply(nextOfMap, entries, []) as { value: [unknown, unknown] }).value;
  });
}

function describeSet(value: object, path: Path): string {
  const size = read(setSize, value) as number;
  return describeEntries('set', value, size, path, () => {
    const values = apply(setValues, value, []) as object;
    let index = 0;
    return () => [index++, (apply(nextOfSet, values, []) as { value: unknown }).value];
  });
}

function describeEntries(
  kind: 'map' | 'set',
  value: object,
  size: number,
  path: Path,
  open: () => () => [unknown, unknown],
): string {
  const own = classOf(value);
  const sizeField = `,"size":${size}`;
  if (path.depth > maxDepth) return node('cut', className(own) + sizeField);
  const extra = `${own === 'Map' || own === 'Set' ? '' : className(own)}${sizeField}`;
  const next = open();
  const members = openMembers();
  for (let index = 0; index < size; index++) {
    if (isFull(members, index)) return closeMembers(kind, extra, members, size - index);
    const entry = next();
    addDescribed(members, kind === 'set' ? `"${index}"` : describe(entry[0], path), describe(entry[1], path));
  }
  return closeMembers(kind, extra, members, 0);
}

function describeError(value: object, path: Path): string {
  const attributes = readAttributes(value);
  const name = attributeText(attributes, 'name') ?? inheritedText(value, 'name') ?? classOf(value);
  const message = attributeText(attributes, 'message') ?? ownText(value, 'message') ?? '';
  const stack = stackOf(value);
  const extra =
    className(name) + textField(message) + (stack === undefined ? '' : `,"stack":${jsonStringify(cut(stack, 4))}`);
  if (path.depth > maxDepth) return node('error', extra);
  const members = openMembers();
  for (let index = 0; index < errorParts.length; index++) {
    const part = errorParts[index]!;
    const descriptor = getOwnPropertyDescriptor(value, part);
    if (descriptor !== undefined && !descriptor.enumerable) addMember(members, part, descriptor, path);
  }
  return closeMembers('error', extra, members, addProperties(members, value, path));
}
const errorParts = ['cause', 'errors'];

function stackOf(error: object): string | undefined {
  const descriptor = getOwnPropertyDescriptor(error, 'stack');
  if (descriptor === undefined) return undefined;
  const stack = hasOwn(descriptor, 'value')
    ? descriptor.value
    : descriptor.get === stackGetter && stackGetter !== undefined
      ? read(stackGetter, error)
      : undefined;
  return typeof stack === 'string' ? stack : undefined;
}

function describeOrdinary(kind: 'object' | 'function', value: object, path: Path, extra = ''): string {
  const own = kind === 'function' ? '' : classOf(value);
  const fields = `${own === '' || own === 'Object' ? '' : className(own)}${extra}`;
  if (path.depth > maxDepth) return kind === 'function' ? node(kind, fields) : node('cut', className(own || 'Object'));
  const members = openMembers();
  addAttributes(members, value, path);
  return closeMembers(kind, fields, members, addProperties(members, value, path));
}

/** Of a platform object: what its interface shows, read without looking anything up on it. */
function addAttributes(members: Members, value: object, path: Path): void {
  const pairs = listedPairs(value);
  for (let index = 0; pairs !== undefined && index < pairs.length && !isFull(members, index); index++) {
    const pair = pairs[index]!;
    addDescribed(members, jsonStringify(cut(pair[0])), describe(pair[1], path));
  }
  const attributes = readAttributes(value);
  for (let index = 0; index < attributes.length && !isFull(members, index); index++) {
    const attribute = attributes[index]!;
    addDescribed(members, jsonStringify(attribute[0]), describe(attribute[1], path));
  }
}

/** Adds the enumerable properties there is room for, and gives the number of the others. */
function addProperties(members: Members, value: object, path: Path): number {
  const keys = ownKeys(value);
  let left = 0;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    if (members.count >= maxMembers) {
      // Counting on would ask each for its descriptor.
      return left + keys.length - index;
    }
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    if (isFull(members, members.count)) left++;
    else addMember(members, typeof key === 'symbol' ? `[${apply(symbolToString, key, [])}]` : key, descriptor, path);
  }
  return left;
}

interface Members {
  json: string;
  count: number;
}

const openMembers = (): Members => ({ json: '', count: 0 });

const isFull = (members: Members, index: number): boolean =>
  index >= maxMembers || nodes >= maxNodes || length + members.json.length >= maxLength;

function addMember(members: Members, key: string, descriptor: PropertyDescriptor, path: Path): void {
  addDescribed(
    members,
    jsonStringify(cut(key)),
    hasOwn(descriptor, 'value') ? describe(descriptor.value, path) : accessor(descriptor),
  );
}

function addDescribed(members: Members, key: string, value: string): void {
  members.json += `${members.count > 0 ? ',' : ''}{"key":${key},"value":${value}}`;
  members.count++;
}

function accessor({ get, set }: PropertyDescriptor): string {
  nodes++;
  return text('accessor', get === undefined ? 'set' : set === undefined ? 'get' : 'get set');
}

function closeMembers(kind: string, fields: string, { json, count }: Members, left: number): string {
  return node(kind, `${fields}${count > 0 ? `,"members":[${json}]` : ''}${moreField(left)}`);
}

/** The name of the nearest constructor up the prototypes; empty where there is none. */
function classOf(value: object): string {
  let prototype = getPrototypeOf(value) as object | null;
  for (let step = 0; prototype !== null && step < maxPrototypes; step++) {
    const descriptor = getOwnPropertyDescriptor(prototype, 'constructor');
    if (descriptor !== undefined && hasOwn(descriptor, 'value') && typeof descriptor.value === 'function') {
      return ownText(descriptor.value as object, 'name') ?? '';
    }
    prototype = getPrototypeOf(prototype) as object | null;
  }
  return '';
}

function ownText(value: object, key: string): string | undefined {
  const descriptor = getOwnPropertyDescriptor(value, key);
  if (descriptor === undefined || !hasOwn(descriptor, 'value')) return undefined;
  return typeof descriptor.value === 'string' ? descriptor.value : undefined;
}

function inheritedText(value: object, key: string): string | undefined {
  let holder: object | null = value;
  for (let step = 0; holder !== null && step < maxPrototypes; step++) {
    if (getOwnPropertyDescriptor(holder, key) !== undefined) return ownText(holder, key);
    holder = getPrototypeOf(holder) as object | null;
  }
  return undefined;
}

function attributeText(attributes: Attributes, name: string): string | undefined {
  for (let index = 0; index < attributes.length; index++) {
    const attribute = attributes[index]!;
    if (attribute[0] === name && typeof attribute[1] === 'string') return attribute[1];
  }
  return undefined;
}

const read = (getter: unknown, value: object): unknown => apply(getter as () => unknown, value, []);
const readText = read as (getter: unknown, value: object) => string;

const cut = (whole: string, times = 1): string =>
  whole.length > times * maxTextLength ? `${stringSlice(whole, 0, times * maxTextLength)}…` : whole;

function text(kind: string, whole: string): string {
  return node(kind, textField(whole) + moreField(whole.length - maxTextLength));
}

const textField = (whole: string): string => `,"text":${jsonStringify(stringSlice(whole, 0, maxTextLength))}`;
const className = (name: string): string => `,"className":${jsonStringify(cut(name))}`;
const moreField = (count: number): string => (count > 0 ? `,"more":${count}` : '');

function node(kind: string, fields = ''): string {
  const json = `{"kind":"${kind}"${fields}}`;
  length += json.length;
  return json;
}
