import { Blob, blobBytes, File, fileOfBytes, isBlob, isFile } from './blob.ts';
import { definePairIterator } from './pair-iterator.ts';
import { requireArguments, shapeInterface, toUSVString } from './webidl.ts';

/** https://xhr.spec.whatwg.org/#interface-formdata */

export type FormDataValue = string | File;
export type FormDataEntry = [name: string, value: FormDataValue];

let readEntries: (data: FormData) => FormDataEntry[];
let hasEntries: (value: object) => boolean;

export class FormData {
  #entries: FormDataEntry[] = [];

  static {
    readEntries = (data) => data.#entries;
    hasEntries = (value) => #entries in value;
  }

  constructor(form: unknown = undefined) {
    if (form !== undefined) throw new TypeError('FormData constructor: there are no form elements here');
  }

  append(name: unknown, value: unknown, filename: unknown = undefined): void {
    const entries = this.#entries;
    requireArguments(arguments.length, 2, 'FormData.append');
    entries[entries.length] = toEntry(name, value, filename, arguments.length > 2);
  }
  delete(name: unknown): void {
    const entries = this.#entries;
    requireArguments(arguments.length, 1, 'FormData.delete');
    keepOthers(entries, toUSVString(name), 0);
  }
  get(name: unknown): FormDataValue | null {
    const entries = this.#entries;
    requireArguments(arguments.length, 1, 'FormData.get');
    const index = findEntry(entries, toUSVString(name));
    return index < 0 ? null : entries[index]![1];
  }
  getAll(name: unknown): FormDataValue[] {
    const entries = this.#entries;
    requireArguments(arguments.length, 1, 'FormData.getAll');
    const key = toUSVString(name);
    const values: FormDataValue[] = [];
    for (let index = 0; index < entries.length; index++) {
      if (entries[index]![0] === key) values[values.length] = entries[index]![1];
    }
    return values;
  }
  has(name: unknown): boolean {
    const entries = this.#entries;
    requireArguments(arguments.length, 1, 'FormData.has');
    return findEntry(entries, toUSVString(name)) >= 0;
  }
  set(name: unknown, value: unknown, filename: unknown = undefined): void {
    const entries = this.#entries;
    requireArguments(arguments.length, 2, 'FormData.set');
    const entry = toEntry(name, value, filename, arguments.length > 2);
    const index = findEntry(entries, entry[0]);
    if (index < 0) {
      entries[entries.length] = entry;
      return;
    }
    entries[index] = entry;
    keepOthers(entries, entry[0], index + 1);
  }
}

/** https://xhr.spec.whatwg.org/#create-an-entry */
function toEntry(name: unknown, value: unknown, filename: unknown, hasFilename: boolean): FormDataEntry {
  const key = toUSVString(name);
  if (!isBlob(value)) {
    if (hasFilename) throw new TypeError('FormData: a file name is given, but the value is not a Blob');
    return [key, toUSVString(value)];
  }
  if (isFile(value) && filename === undefined) return [key, value];
  const label = filename === undefined ? 'blob' : toUSVString(filename);
  if (!isFile(value)) return [key, fileOfBytes(blobBytes(value), label, blobType(value))];
  return [key, new File([value], label, { type: blobType(value), lastModified: fileModified(value) })];
}
const blobType = accessor<Blob, string>(Blob.prototype, 'type');
const fileModified = accessor<File, number>(File.prototype, 'lastModified');
function accessor<Self extends object, Value>(prototype: Self, name: string): (self: Self) => Value {
  const get = Object.getOwnPropertyDescriptor(prototype, name)!.get!;
  return (self) => Reflect.apply(get, self, []) as Value;
}

function findEntry(entries: FormDataEntry[], name: string): number {
  for (let index = 0; index < entries.length; index++) if (entries[index]![0] === name) return index;
  return -1;
}

function keepOthers(entries: FormDataEntry[], name: string, from: number): void {
  let kept = from;
  for (let index = from; index < entries.length; index++) {
    if (entries[index]![0] !== name) entries[kept++] = entries[index]!;
  }
  entries.length = kept;
}

definePairIterator<FormData, FormDataValue>(FormData, 'FormData', (data) => readEntries(data));
shapeInterface(FormData, 'FormData');

export const isFormData = (value: unknown): value is FormData =>
  typeof value === 'object' && value !== null && hasEntries(value);
export const formDataEntries = (data: FormData): readonly FormDataEntry[] => readEntries(data);
export const appendEntry = (data: FormData, name: string, value: FormDataValue): void => {
  const entries = readEntries(data);
  entries[entries.length] = [name, value];
};
