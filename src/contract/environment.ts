import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { secretsSchema, variablesSchema } from './function.ts';

/** What a workspace is called that names no environments of its own. */
export const firstEnvironment = 'dev';

export const environmentNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "an environment's name is up to 32 lower-case letters, digits and dashes");

/** Kept in `nexo.json` for everybody who has the workspace; values of secrets never are. */
export const environmentSchema = z.strictObject({
  name: environmentNameSchema,
  /** Every function has them in its `env`; they win over its own of the same name. */
  variables: variablesSchema,
  /** Names of secrets this environment is meant to have values for. */
  secrets: secretsSchema,
});
export type Environment = z.infer<typeof environmentSchema>;

/** There is always at least one, and always one that functions run in. */
export const environmentsSchema = z.object({
  environments: z.array(environmentSchema),
  /** The one functions run in on this machine. */
  active: environmentNameSchema,
  /** It was named when the engine was started and cannot be changed while it runs. */
  fixed: z.boolean(),
  /** Names of secrets that were given a value when the engine was started: they have it in every environment. */
  given: z.array(z.string()),
});
export type Environments = z.infer<typeof environmentsSchema>;

export const environmentsContract = {
  get: oc
    .route({ method: 'GET', path: '/api/environments', summary: 'Environments of the workspace' })
    .output(environmentsSchema),
  /** Adds or replaces one; in effect for the next request, and on the disk before the answer. */
  put: oc
    .route({ method: 'PUT', path: '/api/environments/{name}', summary: 'Add or replace an environment' })
    .input(environmentSchema)
    .output(environmentsSchema),
  /** The last one cannot go. */
  remove: oc
    .route({ method: 'DELETE', path: '/api/environments/{name}', summary: 'Remove an environment' })
    .input(z.object({ name: environmentNameSchema }))
    .output(environmentsSchema),
  activate: oc
    .route({ method: 'PUT', path: '/api/environment', summary: 'Choose the environment functions run in' })
    .input(z.strictObject({ name: environmentNameSchema }))
    .output(environmentsSchema),
  /** What the text of an env file says, by name; nothing is kept. Lines it does not know are left out. */
  readFile: oc
    .route({ method: 'POST', path: '/api/environments/read', summary: 'What the text of an env file says' })
    .input(z.strictObject({ text: z.string().max(500_000) }))
    .output(z.record(z.string(), z.string())),
  /** The environments now, then each change. */
  watch: oc
    .route({ method: 'GET', path: '/api/environments/watch', summary: 'Changes of environments (server-sent events)' })
    .output(eventIterator(environmentsSchema)),
};
