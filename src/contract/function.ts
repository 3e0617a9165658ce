import { oc } from '@orpc/contract';
import { z } from 'zod';

import { defaultLimits, limitsSchema } from './limits.ts';
import { originsSchema } from './origin.ts';

/** A function's id is the name of its folder under `functions/`: stable while the function lives. */
export const functionIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a function id is lower-case letters, digits and dashes');

export const methodSchema = z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
export type Method = z.infer<typeof methodSchema>;

export const languageSchema = z.enum(['javascript', 'typescript']);
export type Language = z.infer<typeof languageSchema>;

const nameSchema = z
  .string()
  .trim()
  .min(1, 'a function needs a name')
  .max(100)
  .regex(/^[^\p{Cc}]*$/u, 'a name has no control characters');
const variableNameSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'a variable name is letters, digits and _');
export const variablesSchema = z.record(variableNameSchema, z.string().max(32_768));

/** What `env.NAME` leads to: another function of the workspace, called by `env.NAME.fetch()`. */
const bindingSchema = z.strictObject({ function: functionIdSchema });
const bindingNameSchema = variableNameSchema.refine((name) => name !== 'get', '`env.get` reads variables already');
export const bindingsSchema = z.record(bindingNameSchema, bindingSchema);

/** How a secret is called where functions declare it and where its value is kept. */
export const secretNameSchema = variableNameSchema;

/** Names alone: the values are this machine's and are never part of a function. */
export const secretsSchema = z
  .array(variableNameSchema)
  .max(100)
  .refine((names) => new Set(names).size === names.length, 'a secret is named twice');

/** The route pattern, without the `/fn` the gateway serves it under: `/users/:id`, `/files/*`. */
const routeSchema = z.string().min(1, 'a function needs a route').max(2_048).startsWith('/', 'a route starts with /');
/** Whether saving a function publishes it, or a person does. */
export const publishModeSchema = z.enum(['save', 'hand']);
export type PublishMode = z.infer<typeof publishModeSchema>;

const codeSchema = z.string().min(1, 'a function needs code').max(2_000_000);
const methodsSchema = z
  .array(methodSchema)
  .min(1, 'name at least one method')
  .refine((methods) => new Set(methods).size === methods.length, 'a method is named twice');

/** What a person decides about a function; everything here is kept in its folder. */
export const functionDraftSchema = z.strictObject({
  name: nameSchema,
  route: routeSchema,
  methods: methodsSchema.default(['GET']),
  code: codeSchema,
  language: languageSchema.default('javascript'),
  limits: limitsSchema
    .partial()
    .default({})
    .transform((limits) => ({ ...defaultLimits, ...limits })),
  env: variablesSchema.default({}),
  bindings: bindingsSchema.default({}),
  secrets: secretsSchema.default([]),
  /** Web pages that may call it besides those of this machine: none when left out. Not part of a version. */
  origins: originsSchema.optional(),
  /** The workspace's choice when left out. */
  publish: publishModeSchema.optional(),
});
export type FunctionDraft = z.infer<typeof functionDraftSchema>;

/** Fields left out stay as they are; `limits` merges, `publish: null` follows the workspace again, `env`, `bindings`, `secrets` and `origins` replace. */
export const functionPatchSchema = z.strictObject({
  name: nameSchema.optional(),
  route: routeSchema.optional(),
  methods: methodsSchema.optional(),
  code: codeSchema.optional(),
  language: languageSchema.optional(),
  limits: limitsSchema.partial().optional(),
  env: variablesSchema.optional(),
  bindings: bindingsSchema.optional(),
  secrets: secretsSchema.optional(),
  origins: originsSchema.optional(),
  publish: publishModeSchema.nullable().optional(),
});
export type FunctionPatch = z.infer<typeof functionPatchSchema>;

/** Why a function's folder could not be opened. The file itself is never touched. */
export const damageSchema = z.object({
  file: z.string(),
  reason: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
});
export type Damage = z.infer<typeof damageSchema>;

/** What of a function is served. */
export const releaseSchema = z.object({
  /** Of the version that is served. Null until the function was first compiled. */
  number: z.int().nullable(),
  /** Unix time, milliseconds. */
  publishedAt: z.number().nullable(),
  mode: publishModeSchema,
  /** What was saved and not published: files by their paths in the workspace, settings by their names. */
  pending: z.array(z.string()),
});
export type Release = z.infer<typeof releaseSchema>;

const functionCoreSchema = z.object({
  id: functionIdSchema,
  name: z.string(),
  route: z.string(),
  methods: z.array(methodSchema),
  language: languageSchema,
  limits: limitsSchema,
  env: variablesSchema,
  bindings: bindingsSchema,
  secrets: secretsSchema,
  /**
   * Changes with code, everything it imports, limits, variables or names of secrets; the same content has the same version. 12 hex
   * digits. What is imported counts from when the function was first compiled.
   */
  version: z.string(),
  /** The source file's path in the workspace, with forward slashes. */
  file: z.string(),
  damage: damageSchema.nullable(),
  /** Why the saved code does not compile; left out while it does, and until it was tried. */
  problem: damageSchema.optional(),
  /** Web pages that may call it besides those of this machine; left out where there are none. */
  origins: originsSchema.optional(),
  /** Unix time since when it is not run, as it broke its sandbox three times within minutes; left out while it runs. */
  pausedSince: z.number().optional(),
  /** This function's own choice; left out where it is the workspace's. */
  publish: publishModeSchema.optional(),
  /** Left out for a damaged function. */
  release: releaseSchema.optional(),
  /** False for one that was imported and not trusted since: it gets no secrets and no grants. Left out otherwise. */
  trusted: z.boolean().optional(),
  /** What it was imported from, such as `shop.nexo.zip`. */
  importedFrom: z.string().optional(),
});

/** A function as lists show it: everything but its code. A damaged one has its folder's name and empty fields. */
export const functionSummarySchema = functionCoreSchema;
export type FunctionSummary = z.infer<typeof functionSummarySchema>;

export const functionSchema = functionCoreSchema.extend({ code: z.string() });
export type NexoFunction = z.infer<typeof functionSchema>;

const byId = z.object({ id: functionIdSchema });

/** A problem in code that has not been saved. */
export const diagnosticSchema = z.object({ message: z.string(), line: z.int(), column: z.int(), endColumn: z.int() });
export type Diagnostic = z.infer<typeof diagnosticSchema>;

export const functionsContract = {
  list: oc
    .route({ method: 'GET', path: '/api/functions', summary: 'All functions of the workspace' })
    .output(z.array(functionSummarySchema)),
  create: oc
    .route({ method: 'POST', path: '/api/functions', successStatus: 201, summary: 'Create and deploy a function' })
    .input(functionDraftSchema)
    .output(functionSchema),
  get: oc
    .route({ method: 'GET', path: '/api/functions/{id}', summary: 'One function with its code' })
    .input(byId)
    .output(functionSchema),
  update: oc
    .route({ method: 'PUT', path: '/api/functions/{id}', summary: 'Change and redeploy a function' })
    .input(functionPatchSchema.extend({ id: functionIdSchema }))
    .output(functionSchema),
  /** All files of its folder, packages left out. */
  duplicate: oc
    .route({ method: 'POST', path: '/api/functions/{id}/duplicate', successStatus: 201, summary: 'Copy a function' })
    .input(byId.extend({ name: nameSchema, route: routeSchema }))
    .output(functionSummarySchema),
  remove: oc
    .route({ method: 'DELETE', path: '/api/functions/{id}', successStatus: 204, summary: 'Delete a function' })
    .input(byId)
    .output(z.undefined()),
  /** Functions are compiled when they are first called; this compiles all now, so that their problems show. */
  checkAll: oc
    .route({ method: 'POST', path: '/api/function-checks', summary: 'Compile every function' })
    .output(z.object({ checked: z.int(), failing: z.int() })),
  /** Runs a paused function again, until it breaks three sandboxes more. A new version does so by itself. */
  resume: oc
    .route({ method: 'POST', path: '/api/functions/{id}/resume', summary: 'Run a paused function again' })
    .input(byId)
    .output(functionSummarySchema),
  /** An imported function gets the secrets it names, and grants may be made. Nothing happens to one that is trusted. */
  trust: oc
    .route({ method: 'POST', path: '/api/functions/{id}/trust', summary: 'Trust an imported function' })
    .input(byId)
    .output(functionSummarySchema),
  /** The whole folder as it was, whatever was in it. ID_CONFLICT or ROUTE_CONFLICT when its place was taken since. */
  restore: oc
    .route({ method: 'POST', path: '/api/functions/{id}/restore', summary: 'Bring back what was deleted last' })
    .input(byId)
    .output(functionSummarySchema),
};
