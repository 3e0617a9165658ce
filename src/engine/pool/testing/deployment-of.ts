import { defaultLimits, type Limits } from '../../../contract/limits.ts';
import type { Deployment } from '../../deployment.ts';
import { createMask } from '../../secrets/mask.ts';

export interface DeploymentParts {
  functionId?: string;
  code?: string;
  limits?: Partial<Limits>;
  env?: Record<string, string>;
  version?: string;
  /** Of a published version; null for code that is tried out. */
  number?: number | null;
}

/** A deployment of code that needs no compiling: an ES module as a sandbox runs it. */
export function deploymentOf({
  functionId = 'hello',
  code = '',
  limits = {},
  env = {},
  ...rest
}: DeploymentParts): Deployment {
  const allLimits = { ...defaultLimits, ...limits };
  const { version = '000000000001', number = null } = rest;
  const file = `functions/${functionId}/index.js`;
  return {
    function: {
      id: functionId,
      name: functionId,
      route: `/${functionId}`,
      methods: ['GET'],
      language: 'javascript',
      limits: allLimits,
      env,
      bindings: {},
      secrets: [],
      version,
      file,
      damage: null,
      code,
    },
    source: { functionId, version, code, file, env, bindings: [], limits: allLimits },
    sourceMap: '',
    number,
    mask: createMask([]),
  };
}
