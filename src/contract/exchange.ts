import { z } from 'zod';

import { jsonSchema } from './assertion.ts';

/** A body in a file people read: JSON where it is JSON, text where it is text, base64 otherwise. */
export const storedBodySchema = z.union(
  [
    z.strictObject({ json: jsonSchema }),
    z.strictObject({ text: z.string().max(10_000_000) }),
    z.strictObject({ base64: z.base64().max(14_000_000) }),
  ],
  { error: 'a body is { "json": … }, { "text": … } or { "base64": … }' },
);
export type StoredBody = z.infer<typeof storedBodySchema>;

/** Header names to values; a header that is repeated has a list. */
export const storedHeadersSchema = z.record(z.string().min(1).max(256), z.union([z.string(), z.array(z.string())]));
export type StoredHeaders = z.infer<typeof storedHeadersSchema>;

/** A `fetch` of a function and the answer it gets in a test. */
export const exchangeSchema = z.strictObject({
  request: z.strictObject({
    method: z.string().regex(/^[A-Z]{1,20}$/),
    /** `*` stands for any characters. */
    url: z.string().min(1).max(8_192),
    /** The headers that tell what was asked for; never those that tell who asked. */
    headers: storedHeadersSchema.optional(),
    /** When left out, any body will do. */
    body: storedBodySchema.optional(),
  }),
  response: z.union(
    [
      z.strictObject({
        status: z.int().min(200).max(599),
        headers: storedHeadersSchema.default({}),
        body: storedBodySchema.optional(),
        /** Where redirects led to, when that is another address. */
        url: z.string().max(8_192).optional(),
      }),
      /** `fetch` rejects with this text, as it does when there is no connection. */
      z.strictObject({ failure: z.string().max(2_000) }),
    ],
    { error: 'a response has a "status" from 200 to 599, or is { "failure": … }' },
  ),
});
export type Exchange = z.infer<typeof exchangeSchema>;
