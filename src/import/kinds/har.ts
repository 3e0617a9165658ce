import { z } from 'zod';

import type { ImportNote } from '../../contract/import.ts';
import type { ImportContext, ImportDraft } from '../import-draft.ts';
import { jsonLines } from '../json-lines.ts';
import { readJson } from '../read-json.ts';
import { refused } from '../refused.ts';
import { requestsDraft, type ForeignRequest } from '../requests.ts';
import type { SourceFiles } from '../source-files.ts';

const pairSchema = z.object({ name: z.string(), value: z.string().default('') });
const harSchema = z.object({
  log: z.object({
    version: z.string().optional(),
    entries: z
      .array(
        z.object({
          request: z.object({
            method: z.string(),
            url: z.string(),
            headers: z.array(pairSchema).default([]),
            postData: z
              .object({
                mimeType: z.string().default(''),
                text: z.string().optional(),
                params: z.array(pairSchema).optional(),
                encoding: z.string().optional(),
              })
              .optional(),
          }),
        }),
      )
      .max(20_000),
  }),
});

/** What a browser recorded, as saved requests; answers are not taken over. */
export function readHar(source: SourceFiles, context: ImportContext): ImportDraft {
  const [file] = source.files;
  const text = (file && source.text(file.path)) ?? '';
  const label = source.label;
  const parsed = harSchema.safeParse(readJson(label, text));
  const lineOf = jsonLines(text);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(label, `it is no HAR: "${issue?.path.join('.') ?? ''}" ${issue?.message ?? ''}`, {
      line: lineOf((issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)))),
    });
  }
  const notes: ImportNote[] = [];
  const requests = parsed.data.log.entries.map(({ request }, index): ForeignRequest => {
    const { method, url, headers, postData } = request;
    const pathname = URL.parse(url)?.pathname ?? url;
    return {
      name: `${method} ${pathname}`,
      method,
      url,
      headers: headers.map(({ name, value }) => [name, value]),
      line: lineOf(['log', 'entries', index, 'request']),
      ...bodyOf(postData),
    };
  });
  return requestsDraft('har', source, requests, context, notes);
}

function bodyOf(
  data: z.infer<typeof harSchema>['log']['entries'][number]['request']['postData'],
): Pick<ForeignRequest, 'body'> {
  if (data === undefined) return {};
  if (data.text !== undefined && data.text !== '')
    return { body: data.encoding === 'base64' ? { base64: data.text } : { text: data.text } };
  if (data.params === undefined || data.params.length === 0) return {};
  return { body: { form: Object.fromEntries(data.params.map(({ name, value }) => [name, value])) } };
}
