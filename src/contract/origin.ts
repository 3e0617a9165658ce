import { z } from 'zod';

/** Any web page, wherever it is from. */
export const anyOrigin = '*';

/** A web origin as browsers write it, `https://app.example.com` or `http://localhost:5173`, or `*`. */
const originSchema = z
  .string()
  .max(300)
  .transform((text, context) => {
    const origin = canonicalOrigin(text);
    if (origin !== undefined) return origin;
    context.addIssue({
      code: 'custom',
      message: 'an origin is a scheme and a host, such as https://app.example.com, or * for any page',
    });
    return z.NEVER;
  });

/** Which web pages may call a function, besides those this machine serves. */
export const originsSchema = z
  .array(originSchema)
  .max(50)
  .refine((origins) => new Set(origins).size === origins.length, 'an origin is named twice');

/** The spelling browsers send; undefined for what no page is from. */
function canonicalOrigin(text: string): string | undefined {
  if (text === anyOrigin) return anyOrigin;
  const url = /^https?:\/\/[^\s*/?#@\\]+\/?$/i.test(text) ? URL.parse(text) : null;
  return url === null || url.origin === 'null' ? undefined : url.origin;
}
