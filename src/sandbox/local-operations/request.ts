/** What an isolate asks for: data made by JSON, with references to bytes of one buffer. */
export interface LocalRequest {
  readonly values: Readonly<Record<string, unknown>>;
  readonly body: ArrayBuffer | undefined;
}

/** The request is not what its kind looks like; only a prelude gone wrong can send such a one. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws `MalformedRequest` for what is not an object. */
export function asRecord(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new MalformedRequest('not an object');
  return value;
}

/** Throws `MalformedRequest` for a text that is not one of `allowed`. */
export function asOneOf<Value extends string>(value: unknown, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new MalformedRequest('not one of the values');
  return found;
}

export const isReference = (value: unknown): value is { at: number; length: number } =>
  isRecord(value) && typeof value['at'] === 'number' && typeof value['length'] === 'number';

/** The bytes that a reference stands for, as a view. Throws `MalformedRequest` where there are none. */
export function viewBytes(value: unknown, body: ArrayBuffer | undefined): Uint8Array<ArrayBuffer> {
  if (!isReference(value)) throw new MalformedRequest('not bytes');
  try {
    return new Uint8Array(body ?? new ArrayBuffer(0), value.at, value.length);
  } catch {
    throw new MalformedRequest('bytes outside of the body');
  }
}
