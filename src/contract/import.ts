import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { damageSchema, functionIdSchema, languageSchema, methodSchema } from './function.ts';
import { limitsSchema } from './limits.ts';
import { packageSpecSchema, type PackageChange } from './package.ts';

/** What can be imported. */
export const importKindSchema = z.enum([
  'nexo',
  'cloudflare',
  'lambda',
  'netlify',
  'vercel',
  'deno',
  'openapi',
  'curl',
  'postman',
  'har',
]);
export type ImportKind = z.infer<typeof importKindSchema>;

/** A zip, which a folder is packed into by whoever reads it, or the text of one file, named as it is called. */
export const importSourceSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('zip'), name: z.string().max(300), base64: z.base64().max(28_000_000) }),
  z.strictObject({ type: z.literal('text'), name: z.string().max(300), text: z.string().max(20_000_000) }),
]);
export type ImportSource = z.infer<typeof importSourceSchema>;

/** What becomes of something that is there already. */
export const conflictChoiceSchema = z.enum(['skip', 'rename', 'replace']);
export type ConflictChoice = z.infer<typeof conflictChoiceSchema>;

/** `lost`: it could not be translated. `look`: it was, and a person should look at it. */
export const importNoteSchema = z.object({
  severity: z.enum(['lost', 'look']),
  message: z.string(),
  /** Its place in the source. */
  file: z.string().optional(),
  line: z.int().optional(),
});
export type ImportNote = z.infer<typeof importNoteSchema>;

const conflictSchema = z.object({
  /** The function or file that is there. */
  with: z.string(),
  on: z.enum(['id', 'route', 'file']),
  choices: z.array(conflictChoiceSchema),
  /** What it is called when renamed. */
  renamed: z.object({ id: z.string(), route: z.string() }).optional(),
});
export type ImportConflict = z.infer<typeof conflictSchema>;

const plannedRequestSchema = z.object({ name: z.string(), method: z.string(), path: z.string() });

export const plannedFunctionSchema = z.object({
  /** What choices name it by: its id, where that is free. */
  key: functionIdSchema,
  name: z.string(),
  route: z.string(),
  methods: z.array(methodSchema),
  language: languageSchema,
  limits: limitsSchema.partial(),
  /** Names. */
  env: z.array(z.string()),
  secrets: z.array(z.string()),
  bindings: z.array(z.string()),
  files: z.array(z.object({ path: z.string(), bytes: z.int() })),
  tests: z.array(plannedRequestSchema),
  conflict: conflictSchema.nullable(),
});
export type PlannedFunction = z.infer<typeof plannedFunctionSchema>;

/** What an import would do. */
export const importPlanSchema = z.object({
  kind: importKindSchema,
  name: z.string(),
  functions: z.array(plannedFunctionSchema),
  /** Saved as tests of functions that are there. */
  requests: z.array(
    plannedRequestSchema.extend({ key: z.string(), functionId: functionIdSchema, conflict: conflictSchema.nullable() }),
  ),
  /** Files outside of functions, by their paths in the workspace. */
  files: z.array(z.object({ path: z.string(), bytes: z.int(), conflict: conflictSchema.nullable() })),
  /** Variables that are added to an environment. */
  environment: z.object({ name: z.string(), variables: z.array(z.string()) }).nullable(),
  notes: z.array(importNoteSchema),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;

/** Everything of a plan that is there already, by the keys of choices. */
export function conflictsOf(plan: ImportPlan): { key: string; conflict: ImportConflict }[] {
  const files = plan.files.map(({ path, conflict }) => ({ key: path, conflict }));
  return [...plan.functions, ...plan.requests, ...files].flatMap(({ key, conflict }) =>
    conflict === null ? [] : [{ key, conflict }],
  );
}

const planInputSchema = z.strictObject({
  source: importSourceSchema,
  /** Found out when left out. */
  as: importKindSchema.optional(),
  /** The function that requests are saved with; found by their paths when left out. */
  functionId: functionIdSchema.optional(),
});
export type PlanInput = z.infer<typeof planInputSchema>;

const importInputSchema = planInputSchema.extend({
  /** By the keys of functions and requests, and the paths of files. */
  choices: z.record(z.string().max(600), conflictChoiceSchema).default({}),
  /** For all that `choices` does not name; without it they are refused. */
  onConflict: conflictChoiceSchema.optional(),
});
export type ImportInput = z.input<typeof importInputSchema>;

/** What is to be installed, as `name@range`, and where: in a function's folder, or empty for the workspace. */
const wantedPackagesSchema = z.object({ folder: z.string(), packages: z.array(z.string()) });
export type WantedPackages = z.infer<typeof wantedPackagesSchema>;

/** What npm is to do for them: functions came with a package.json; the workspace's own is added to. */
export function installationOf({ folder, packages }: WantedPackages): PackageChange {
  if (folder !== '') return { action: 'install', folder };
  // Ranges of several parts are none that can be named; the newest is taken instead.
  const specs = packages.map((spec) => (packageSpecSchema.safeParse(spec).success ? spec : packageNameOf(spec)));
  return { action: 'add', folder, packages: specs };
}

/** `@scope/name` of `@scope/name@range`. */
export function packageNameOf(spec: string): string {
  const at = spec.lastIndexOf('@');
  return at > 0 ? spec.slice(0, at) : spec;
}

export const importResultSchema = z.object({
  /** What `undo` takes. */
  id: z.string(),
  functions: z.array(
    z.object({
      id: functionIdSchema,
      route: z.string(),
      methods: z.array(methodSchema),
      replaced: z.boolean(),
      /** Why its code does not compile. */
      problem: damageSchema.nullable(),
    }),
  ),
  /** Tests and files besides the functions' own, by their paths. */
  files: z.array(z.string()),
  packages: z.array(wantedPackagesSchema),
  /** By the keys of `choices`. */
  skipped: z.array(z.string()),
  notes: z.array(importNoteSchema),
});
export type ImportResult = z.infer<typeof importResultSchema>;

export const importEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), step: z.enum(['write', 'check']), done: z.int(), total: z.int() }),
  z.object({ type: z.literal('finished'), result: importResultSchema }),
]);
export type ImportEvent = z.infer<typeof importEventSchema>;

/** What came from elsewhere is read, never run, while it is imported. */
export const importsContract = {
  /** Changes nothing. INVALID_INPUT names the file, or the entry of a zip, at fault. */
  plan: oc
    .route({ method: 'POST', path: '/api/imports/plan', summary: 'What an import would do' })
    .input(planInputSchema)
    .output(importPlanSchema),
  /** All of it or nothing. ID_CONFLICT, with all of them as issues, for what is there already and nobody decided about. */
  run: oc
    .route({ method: 'POST', path: '/api/imports', summary: 'Import (server-sent events)' })
    .input(importInputSchema)
    .output(eventIterator(importEventSchema)),
  /** Takes back what an import made, and puts back what it replaced; what was changed since goes to the trash. */
  undo: oc
    .route({ method: 'POST', path: '/api/imports/{id}/undo', summary: 'Undo an import' })
    .input(z.object({ id: z.string().regex(/^[1-9]\d{0,8}$/) }))
    .output(z.object({ removed: z.array(functionIdSchema), restored: z.array(functionIdSchema) })),
};
