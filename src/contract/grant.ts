import { oc } from '@orpc/contract';
import { z } from 'zod';

import { functionIdSchema } from './function.ts';

/** A host as it stands in a URL, and the port, always named: `127.0.0.1:5432`, `[::1]:80`, `db.internal:8080`. */
const grantTargetSchema = z
  .string()
  .max(300)
  .transform((text, context) => {
    const target = canonicalTarget(text);
    if (target !== undefined) return target;
    context.addIssue({ code: 'custom', message: 'a target is HOST:PORT, such as 127.0.0.1:5432 or [::1]:80' });
    return z.NEVER;
  });

/** What a function may fetch from though it is not on the public internet; nothing else that is private or local. */
const grantsSchema = z.object({ targets: z.array(z.string()) });

export const grantTargetsSchema = z.array(grantTargetSchema).max(50);

const byId = z.object({ id: functionIdSchema });

/**
 * A grant is a decision of this person on this machine: it is kept in the workspace's own state, not with the function,
 * and goes with the function when that is deleted.
 */
export const grantsContract = {
  get: oc
    .route({ method: 'GET', path: '/api/functions/{id}/grants', summary: 'Private targets a function may fetch from' })
    .input(byId)
    .output(grantsSchema),
  /** In effect at once, and on the disk before the answer. The function's open connections are closed. */
  set: oc
    .route({ method: 'PUT', path: '/api/functions/{id}/grants', summary: 'Decide which private targets these are' })
    .input(z.strictObject({ id: functionIdSchema, targets: grantTargetsSchema }))
    .output(grantsSchema),
};

/** The spelling URLs give a target, so that one text stands for it; undefined for what is no target. */
function canonicalTarget(text: string): string | undefined {
  const { host, port } = /^(?<host>\[[\da-f:.]+\]|[^\s:/?#@[\]\\]+):(?<port>\d{1,5})$/i.exec(text)?.groups ?? {};
  const hostname = host === undefined ? undefined : URL.parse(`http://${host}/`)?.hostname;
  const number = Number(port);
  return hostname && number >= 1 && number <= 65_535 ? `${hostname}:${number}` : undefined;
}
