import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

/** Where packages are installed: a function's folder, or empty for the workspace itself. */
const folderSchema = z
  .string()
  .regex(/^(?:functions\/[a-z0-9][a-z0-9-]{0,63})?$/, 'a folder is functions/<id>, or empty for the workspace');

const namePattern = '(?:@[a-z0-9~][a-z0-9._~-]*/)?[a-z0-9~][a-z0-9._~-]*';
/** From the registry alone: no addresses, no paths, nothing that npm could take for an option. */
export const packageSpecSchema = z
  .string()
  .trim()
  .max(300)
  .regex(new RegExp(`^${namePattern}(?:@[A-Za-z0-9.^~<>=*+|-]{1,80})?$`), 'write a package as name or name@version');
const packageNameSchema = z
  .string()
  .max(214)
  .regex(new RegExp(`^${namePattern}$`), 'this is not the name of a package');

export const installedPackageSchema = z.object({
  name: z.string(),
  /** What package.json asks for. */
  range: z.string(),
  /** Null while it is not installed. */
  installed: z.string().nullable(),
});
export type InstalledPackage = z.infer<typeof installedPackageSchema>;

export const packageListSchema = z.object({
  folder: z.string(),
  packages: z.array(installedPackageSchema),
  /** Why package.json cannot be read; null while it can, or while there is none. */
  problem: z.string().nullable(),
  /** Where npm is on this machine; null when it is not. */
  npm: z.string().nullable(),
});
export type PackageList = z.infer<typeof packageListSchema>;

export const packageChangeSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('install'), folder: folderSchema }),
  z.object({
    action: z.literal('add'),
    folder: folderSchema,
    packages: z.array(packageSpecSchema).min(1).max(50),
  }),
  z.object({
    action: z.literal('remove'),
    folder: folderSchema,
    packages: z.array(packageNameSchema).min(1).max(50),
  }),
]);
export type PackageChange = z.infer<typeof packageChangeSchema>;

export const packageEventSchema = z.discriminatedUnion('type', [
  /** Something npm wrote. */
  z.object({ type: z.literal('line'), text: z.string() }),
  /** The last event. `reason` is npm's own when it failed. */
  z.object({ type: z.literal('finished'), ok: z.boolean(), reason: z.string().nullable() }),
]);
export type PackageEvent = z.infer<typeof packageEventSchema>;

/** A package, or a part of one, as an import names it. */
const importedPackageSchema = z
  .string()
  .max(300)
  .regex(new RegExp(`^${namePattern}(?:/(?!\\.)[\\w.~-]+)*$`, 'i'), 'name a package or a part of one');

/** A declaration file or package.json by its path in the workspace. */
export const packageTypeFileSchema = z.object({ path: z.string(), text: z.string() });
export type PackageTypeFile = z.infer<typeof packageTypeFileSchema>;

export const packagesContract = {
  list: oc
    .route({ method: 'GET', path: '/api/packages', summary: 'What package.json asks for, and what is installed' })
    .input(z.object({ folder: folderSchema.default('') }))
    .output(packageListSchema),
  /** For editors: the types an import of an installed package leads to. None where there are none, or too many. */
  types: oc
    .route({ method: 'GET', path: '/api/package-types', summary: 'Declaration files of an installed package' })
    .input(z.object({ folder: folderSchema.default(''), specifier: importedPackageSchema }))
    .output(z.array(packageTypeFileSchema)),
  /**
   * Runs npm without its scripts. Whoever stops reading stops npm and all it started. NPM_MISSING, or PACKAGES_BUSY
   * while npm is at work in that folder.
   */
  change: oc
    .route({ method: 'POST', path: '/api/packages', summary: 'Install, add or remove packages (server-sent events)' })
    .input(packageChangeSchema)
    .output(eventIterator(packageEventSchema)),
};
