import { blobBytes, blobOfBytes, File, isBlob, isFile } from './blob.ts';
import { isArrayBuffer } from './buffer-source.ts';
import { cloneBuiltIn } from './clone-built-in.ts';
import { cloneView } from './clone-buffers.ts';
import { notCloneable } from './clone-slots.ts';
import { domException, DOMException, isDOMException } from './dom-exception.ts';
import { apply, arrayBufferDetached, defineProperty, isView, transferBuffer } from './primordials.ts';
import { isObject, requireArguments, toDictionary, toSequence } from './webidl.ts';

/** https://html.spec.whatwg.org/#structured-cloning: serialization and deserialization in one walk. */

type Memory = Map<object, unknown>;

const { get: mapGet, set: mapSet, has: mapHas } = Map.prototype;
const { isArray } = Array;
const { keys, is, hasOwn } = Object;

/** A platform object that can be cloned or transferred; its module makes it known. */
export interface CloneRule {
  matches(value: object): boolean;
  clone?(value: object, clone: (value: unknown) => unknown): object;
  /** Moves what is inside to a new object and leaves the old one detached. Throws a DataCloneError when it cannot. */
  transfer?(value: object): object;
}
const rules: CloneRule[] = [];
export const addCloneRule = (rule: CloneRule): void => {
  rules[rules.length] = rule;
};

const findRule = (value: object): CloneRule | undefined => {
  for (let index = 0; index < rules.length; index++) if (rules[index]!.matches(value)) return rules[index];
  return undefined;
};

/** Throws a DataCloneError for what cannot be cloned. A method, as an operation of Web IDL is no constructor. */
export const { structuredClone } = {
  structuredClone(value: unknown, options: unknown = undefined): unknown {
    requireArguments(arguments.length, 1, 'structuredClone');
    const { transfer } = toDictionary(options, 'structuredClone options');
    const list = transfer === undefined ? [] : toSequence(transfer, 'structuredClone transfer', toTransferable);
    return cloneWithTransfer(value, list).value;
  },
};

export function toTransferable(item: unknown): object {
  if (!isObject(item)) throw new TypeError('A transferred value must be an object');
  return item;
}

/** https://html.spec.whatwg.org/#structuredserializewithtransfer, and back. */
export function cloneWithTransfer(value: unknown, transfer: object[]): { value: unknown; transferred: object[] } {
  const memory: Memory = new Map();
  const moved = new Map<object, object>();
  for (let index = 0; index < transfer.length; index++) {
    const item = transfer[index]!;
    if (apply(mapHas, moved, [item])) throw domException('A value is transferred twice', 'DataCloneError');
    const isBuffer = isArrayBuffer(item);
    if (!isBuffer && findRule(item)?.transfer === undefined) throw notTransferable();
    apply(mapSet, moved, [item, undefined]);
  }
  const placeholders = new Map<object, object>();
  // What is transferred must not be cloned: each is replaced by what it will have become, filled in afterwards.
  const cloned = cloneValue(value, memory, { moved, placeholders });
  const transferred: object[] = [];
  for (let index = 0; index < transfer.length; index++) {
    const item = transfer[index]!;
    transferred[index] = apply(mapGet, placeholders, [item]) ?? move(item);
  }
  return { value: cloned, transferred };
}

const notTransferable = () => domException('A value in the transfer list cannot be transferred', 'DataCloneError');

function move(item: object): object {
  if (!isArrayBuffer(item)) return findRule(item)!.transfer!(item);
  if (arrayBufferDetached(item)) throw domException('The ArrayBuffer is detached', 'DataCloneError');
  try {
    return transferBuffer(item);
  } catch {
    throw notTransferable();
  }
}

interface Transfer {
  moved: Map<object, object>;
  placeholders: Map<object, object>;
}

function cloneValue(value: unknown, memory: Memory, transfer: Transfer): unknown {
  if (typeof value === 'symbol') throw notCloneable('A symbol');
  if (typeof value === 'function') throw notCloneable('A function');
  if (typeof value !== 'object' || value === null) return value;
  if (apply(mapHas, memory, [value])) return apply(mapGet, memory, [value]);
  if (apply(mapHas, transfer.moved, [value])) {
    const result = move(value);
    apply(mapSet, transfer.placeholders, [value, result]);
    apply(mapSet, memory, [value, result]);
    return result;
  }
  return cloneObject(value, memory, transfer);
}

function cloneObject(value: object, memory: Memory, transfer: Transfer): unknown {
  const remember = <Result>(result: Result): Result => {
    apply(mapSet, memory, [value, result]);
    return result;
  };
  const clone = (inner: unknown) => cloneValue(inner, memory, transfer);
  if (isArray(value)) return cloneProperties(value, remember(new Array((value as unknown[]).length)), clone);
  if (isView(value)) return remember(cloneView(value, clone));
  const rule = findRule(value);
  if (rule) {
    if (rule.clone === undefined) throw notCloneable('The value can only be transferred; it');
    return remember(rule.clone(value, clone));
  }
  const builtIn = cloneBuiltIn(value, remember, clone);
  if (builtIn !== undefined) return builtIn;
  return cloneProperties(value, remember({}), clone);
}

function cloneProperties(from: object, to: object, clone: (inner: unknown) => unknown): object {
  const names = keys(from);
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    if (!hasOwn(from, name)) continue;
    const value = clone((from as Record<string, unknown>)[name]);
    defineProperty(to, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return to;
}

addCloneRule({
  matches: isDOMException,
  clone: (value) => {
    const { message, name, stack } = value as DOMException & { stack: unknown };
    const copy = new DOMException(message, name);
    if (!is(stack, undefined)) {
      defineProperty(copy, 'stack', { value: stack, writable: true, enumerable: false, configurable: true });
    }
    return copy as object;
  },
});
addCloneRule({
  matches: isBlob,
  clone: (value) => {
    if (isFile(value)) {
      const { name, type, lastModified } = value;
      return new File([value], name, { type, lastModified });
    }
    const blob = value as never;
    return blobOfBytes(blobBytes(blob), (value as { type: string }).type);
  },
});
