import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

/** A name no file system treats as special, hidden or a device. */
const nameOf = /^(?!\.)(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^/\\:*?"<>|\p{Cc}]{1,120}(?<![. ])$/iu;
const maxDepth = 12;

/**
 * A file that functions are made of: in `functions/<id>/` or `shared/`, by its path in the workspace with forward
 * slashes. Never `function.json`, which is changed through the function, and never anything hidden or installed.
 */
export const filePathSchema = z
  .string()
  .max(512)
  .refine((path) => filePathFault(path) === undefined, {
    error: ({ input }) => filePathFault(String(input)) ?? 'not a file',
  });

/** Why a path is none of a file that functions are made of; undefined when it is one. */
export function filePathFault(path: string): string | undefined {
  const names = path.split('/');
  const [top, id = ''] = names;
  const inside = top === 'functions' ? names.slice(2) : top === 'shared' ? names.slice(1) : [];
  if (top === 'functions' && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) return 'a file is in functions/<id>/ or in shared/';
  if (inside.length === 0) return 'a file is in functions/<id>/ or in shared/';
  if (names.length > maxDepth) return `folders are at most ${maxDepth} deep`;
  const odd = inside.find((name) => !nameOf.test(name));
  if (odd !== undefined) return odd.startsWith('.') ? 'hidden files are not shown here' : `"${odd}" is not a file name`;
  if (inside.includes('node_modules')) return 'packages are changed by installing them';
  if (top === 'functions' && inside.length === 1 && inside[0]?.toLowerCase() === 'function.json') {
    return 'function.json is changed through the settings of the function';
  }
  return undefined;
}

export const maxFileLength = 2_000_000;
const textSchema = z
  .string()
  .max(maxFileLength, 'a file is at most 2,000,000 characters')
  .refine((text) => text.isWellFormed(), 'this is not text');

export const fileSchema = z.object({
  path: z.string(),
  text: z.string(),
  /** 12 hex digits; the same text has the same version. */
  version: z.string(),
});
export type WorkspaceFile = z.infer<typeof fileSchema>;

const byPath = z.object({ path: filePathSchema });

export const filesContract = {
  /** Ordered. `function.json`, hidden files, links and `node_modules` are left out. */
  list: oc
    .route({ method: 'GET', path: '/api/files', summary: 'Every file that functions are made of' })
    .output(z.array(z.string())),
  /** Many at once, in batches: those under `under`, or all. What is no text, or too large, is left out. */
  texts: oc
    .route({ method: 'GET', path: '/api/file-texts', summary: 'The texts of many files (server-sent events)' })
    .input(z.object({ under: z.array(z.string().max(512)).max(100).optional() }))
    .output(eventIterator(z.array(fileSchema))),
  read: oc
    .route({ method: 'GET', path: '/api/files/{+path}', summary: 'The text of a file' })
    .input(byPath)
    .output(fileSchema),
  create: oc
    .route({ method: 'POST', path: '/api/files', successStatus: 201, summary: 'Make a new file' })
    .input(byPath.extend({ text: textSchema.default('') }))
    .output(fileSchema),
  /** `expected` is the version the new text was made from: FILE_CONFLICT when somebody else wrote another since. */
  write: oc
    .route({ method: 'PUT', path: '/api/files/{+path}', summary: 'Write a file, new or not' })
    .input(byPath.extend({ text: textSchema, expected: z.string().max(64).optional() }))
    .output(fileSchema),
  /** A file or a whole folder; functions made of it are compiled again. FILE_CONFLICT when there is one already. */
  move: oc
    .route({ method: 'PATCH', path: '/api/files/{+path}', summary: 'Rename or move a file or folder' })
    .input(byPath.extend({ to: filePathSchema }))
    .output(z.object({ path: z.string() })),
  /** Answers what `restore` needs to bring it back. */
  remove: oc
    .route({ method: 'DELETE', path: '/api/files/{+path}', summary: 'Delete a file or folder' })
    .input(byPath)
    .output(z.object({ removal: z.string() })),
  restore: oc
    .route({ method: 'POST', path: '/api/file-removals/{removal}/restore', summary: 'Bring back what was deleted' })
    .input(z.object({ removal: z.string().regex(/^[1-9]\d{0,8}$/) }))
    .output(z.object({ path: z.string() })),
};
