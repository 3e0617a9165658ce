import { z } from 'zod';

/** `accessor` is a getter or setter, which is not called; `cut` is named only, as there is too much of it. */
export const logValueKinds = [
  'string',
  'number',
  'bigint',
  'boolean',
  'symbol',
  'undefined',
  'null',
  'function',
  'object',
  'array',
  'map',
  'set',
  'error',
  'date',
  'regexp',
  'bytes',
  'promise',
  'accessor',
  'circular',
  'cut',
] as const;
export type LogValueKind = (typeof logValueKinds)[number];

/** A value given to the console, taken apart inside the isolate into a tree of limited size. */
export const logValueSchema = z.object({
  kind: z.enum(logValueKinds),
  /** A primitive, date or expression as text, an error's message, a function's name; bytes in hexadecimal. */
  text: z.string().optional(),
  /** Of an object that is not a plain one: its class. Of an error: its name. */
  className: z.string().optional(),
  /** Of an error; mapped to the person's own sources. */
  stack: z.string().optional(),
  /** Length of a list, members of a map or set, bytes of a buffer. */
  size: z.number().optional(),
  get members() {
    return z.array(logMemberSchema).optional();
  },
  /** Members that were left out; of a text, characters; of bytes, bytes. */
  more: z.number().optional(),
});

/** A property, an item of a list (its key is the index), or an entry of a map (its key is any value). */
export const logMemberSchema = z.object({
  key: z.union([z.string(), logValueSchema]),
  value: logValueSchema,
});

export type LogValue = z.infer<typeof logValueSchema>;
export type LogMember = z.infer<typeof logMemberSchema>;
