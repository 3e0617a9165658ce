import type { Finding, TargetName } from '../../contract/bundle.ts';
import type { ExportedFunction } from '../exported-function.ts';
import { createFinding } from './finding.ts';
import type { PlaceOf } from './place-of.ts';

const reserved: Partial<Record<TargetName, RegExp>> = {
  // Names have to begin with a letter and have two characters.
  lambda: /^(AWS_|LAMBDA_|_|.$|TZ$|PATH$|NODE_PATH$|LANG$)/,
  netlify: /^(NETLIFY|AWS_|LAMBDA_|URL$|DEPLOY_URL$|PATH$)/,
  vercel: /^(VERCEL|AWS_|LAMBDA_|NOW_|PATH$)/,
  supabase: /^(SUPABASE_|DENO_|SB_)/,
};
/** What a shell or a container sets by itself, and what decides how a bundle starts and where it listens. */
export const systemVariable = /^(PATH|HOME|USER|SHELL|PWD|LANG|TERM|HOSTNAME|HOST|PORT|TMPDIR|NODE_ENV|NODE_OPTIONS)$/;
const fromEnvironment: TargetName[] = ['deno', 'bun', 'node', 'lambda', 'netlify', 'vercel', 'supabase'];

/** Variables and secrets whose names mean something else where the bundle runs. */
export function environmentFindings(
  { function: own }: ExportedFunction,
  target: TargetName,
  placeOf: PlaceOf,
): Finding[] {
  const variables = Object.keys(own.env).map((name) => ({ name, path: ['env', name] }));
  const secrets = own.secrets.map((name, index) => ({ name, path: ['secrets', index] }));
  return [...variables, ...secrets].flatMap(({ name, path }): Finding[] => {
    const place = placeOf(own.id, path);
    const common = { target, functionId: own.id, code: 'variableName' as const, values: { name }, ...place };
    if (reserved[target]?.test(name)) return [createFinding({ ...common, severity: 'blocks' })];
    if (fromEnvironment.includes(target) && systemVariable.test(name))
      return [createFinding({ ...common, severity: 'differs' })];
    return [];
  });
}
