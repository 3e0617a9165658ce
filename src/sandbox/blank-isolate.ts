import ivm from 'isolated-vm';

import { bindName, hostMethods, type Guest, type Host } from '../guest/door.ts';
import { machine } from './machine.ts';

export type Argument = string | number | boolean | undefined | ivm.Copy<ArrayBuffer>;
export type GuestEntries = Record<keyof Guest, ivm.Reference<(...args: Argument[]) => void>>;

/** An isolate with the prelude and nothing of anybody's in it: it can become any deployment's. */
export interface BlankIsolate {
  readonly isolate: ivm.Isolate;
  readonly context: ivm.Context;
  readonly entries: GuestEntries;
  /** Whose it is from now on: everything the isolate asks for goes there. */
  adopt(host: Host): void;
}

const guestMethods = [
  'configure',
  'begin',
  'dispatch',
  'dispatchMany',
  'operationDone',
  'timerFired',
  'rejected',
  'cancel',
  'leave',
  'chunk',
  'bodyEnd',
  'pull',
  'cancelBody',
] as const satisfies (keyof Guest)[];

export function createBlankIsolate(snapshot: ivm.ExternalCopy<ArrayBuffer>, heapMb: number): BlankIsolate {
  const isolate = new ivm.Isolate({ memoryLimit: heapMb, snapshot });
  try {
    const context = isolate.createContextSync();
    let host: Partial<Host> = machine;
    const callbacks = hostMethods.map((name) => new ivm.Callback(quiet(() => host[name])));
    return {
      isolate,
      context,
      entries: bind(context, callbacks),
      adopt: (owner) => {
        host = owner;
      },
    };
  } catch (error) {
    if (!isolate.isDisposed) isolate.dispose();
    throw error;
  }
}

type Method = (...args: never[]) => unknown;

/** A host error would show a function our paths: whatever fails here gives undefined instead. */
function quiet(find: () => Method | undefined): Method {
  return (...args) => {
    try {
      return find()?.(...args);
    } catch {
      return undefined;
    }
  };
}

function bind(context: ivm.Context, callbacks: ivm.Callback[]): GuestEntries {
  const bindGuest = context.global.getSync(bindName, { reference: true }) as ivm.Reference;
  const guest = bindGuest.applySync(undefined, callbacks, { result: { reference: true } }) as ivm.Reference<Guest>;
  const entries = guestMethods.map((name) => [name, guest.getSync(name, { reference: true })]);
  bindGuest.release();
  guest.release();
  return Object.fromEntries(entries) as GuestEntries;
}
