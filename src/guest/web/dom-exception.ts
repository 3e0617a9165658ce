import { defineProperty, setPrototypeOf } from './primordials.ts';
import { defineConstants, shapeInterface, toDOMString } from './webidl.ts';

/** https://webidl.spec.whatwg.org/#idl-DOMException */

/** Legacy codes by name: https://webidl.spec.whatwg.org/#dfn-error-names-table */
const codes = Object.assign(Object.create(null), {
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
}) as Record<string, number | undefined>;

/** Lets a class stamp its private fields on an object it did not create. */
class Stamped {
  constructor(object: object) {
    return object;
  }
}

class ExceptionStamp extends Stamped {
  readonly #message: string;
  readonly #name: string;

  constructor(error: object, message: string, name: string) {
    super(error);
    this.#message = message;
    this.#name = name;
  }

  static message(exception: object): string {
    return (exception as ExceptionStamp).#message;
  }

  static named(exception: object): string {
    return (exception as ExceptionStamp).#name;
  }

  static has(value: unknown): boolean {
    return typeof value === 'object' && value !== null && #name in value;
  }
}

const captureStackTrace = Error.captureStackTrace as (error: object, above?: unknown) => void;

/** A real Error (it has a stack, and `Error.isError` holds), with the name, message and code of a DOM exception. */
export class DOMException {
  constructor(message: unknown = '', options: unknown = 'Error') {
    const text = toDOMString(message);
    const hasCause = typeof options === 'object' && options !== null && 'cause' in options;
    const isDictionary = typeof options === 'object' && options !== null;
    const givenName = isDictionary ? (options as { name?: unknown }).name : options;
    const name = givenName === undefined ? 'Error' : toDOMString(givenName);
    // V8 writes the first line of the stack with an own message, and looks for no other.
    const error: { message?: string } = new Error(text);
    setPrototypeOf(error, new.target.prototype as object);
    new ExceptionStamp(error, text, name);
    if (hasCause) {
      const { cause } = options as { cause: unknown };
      defineProperty(error, 'cause', { value: cause, writable: true, configurable: true, enumerable: false });
    }
    captureStackTrace?.(error, new.target);
    delete error.message;
    return error as unknown as DOMException;
  }

  get name(): string {
    return ExceptionStamp.named(this);
  }

  get message(): string {
    return ExceptionStamp.message(this);
  }

  get code(): number {
    return codes[ExceptionStamp.named(this)] ?? 0;
  }
}

setPrototypeOf(DOMException.prototype, Error.prototype);
shapeInterface(DOMException, 'DOMException');
const constantNames =
  'INDEX_SIZE DOMSTRING_SIZE HIERARCHY_REQUEST WRONG_DOCUMENT INVALID_CHARACTER NO_DATA_ALLOWED ' +
  'NO_MODIFICATION_ALLOWED NOT_FOUND NOT_SUPPORTED INUSE_ATTRIBUTE INVALID_STATE SYNTAX INVALID_MODIFICATION ' +
  'NAMESPACE INVALID_ACCESS VALIDATION TYPE_MISMATCH SECURITY NETWORK ABORT URL_MISMATCH QUOTA_EXCEEDED TIMEOUT ' +
  'INVALID_NODE_TYPE DATA_CLONE';
defineConstants(
  DOMException,
  Object.fromEntries(constantNames.split(' ').map((name, index) => [`${name}_ERR`, index + 1])),
);

export const isDOMException = (value: unknown): value is DOMException => ExceptionStamp.has(value);

/** An exception with the frames of the platform's own code left out of its stack. */
export const domException = (message: string, name: string): DOMException => new DOMException(message, name);
