import { apply, getOwnPropertyDescriptor } from './primordials.ts';
import { domException } from './dom-exception.ts';

/** What the parts of structured cloning share: built-ins are told by their internal slots, never by prototype. */

export type Clone = (inner: unknown) => unknown;
export type Remember = <Result>(result: Result) => Result;

export const notCloneable = (what: string) => domException(`${what} could not be cloned`, 'DataCloneError');

/** Whether calling an accessor or method of a built-in's prototype on the value succeeds: it has the slot. */
export const hasSlot = (probe: unknown, value: object): boolean => {
  try {
    apply(probe as never, value, []);
    return true;
  } catch {
    return false;
  }
};

export const getterOf = (prototype: object, key: PropertyKey) => getOwnPropertyDescriptor(prototype, key)!.get!;
