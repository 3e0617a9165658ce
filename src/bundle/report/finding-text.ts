import type { Finding, FindingCode } from '../../contract/bundle.ts';

interface Told {
  values: Finding['values'];
  blocks: boolean;
}

const plans: Record<string, string> = {
  free: ' on the free plan, 5 min on a paid one',
  smallest: ' on the smallest plan',
};

const limit =
  (what: string) =>
  ({ values: { here, there, plan = '' } }: Told): string =>
    `${what}: ${here} here, ${there} at most there${plans[plan] ?? ''}`;

const texts: Record<FindingCode, (told: Told) => string> = {
  codeFromText: ({ values: { name } }) => `${name} is refused: code is not made from text there`,
  webAssemblyFromBytes: ({ values: { name } }) =>
    `${name} of bytes is refused there: WebAssembly has to be a module of its own`,
  workWhileLoading: ({ values: { name } }) =>
    `${name} is refused while the module is loaded: call it inside of the function`,
  noStreaming: ({ values: { name } }) => `${name}: the answer is sent when it is complete, not piece by piece`,
  waitUntilDelays: () => 'waitUntil: the answer waits for that work, as nothing runs after it',
  clockStands: ({ values: { name } }) => `${name}: the clock stands still between one wait and the next`,
  notEverywhere: ({ values: { name } }) => `${name}: not every runtime has it, or has it so`,
  privateTargets: ({ values: { targets }, blocks }) =>
    blocks
      ? `it may fetch from ${targets} here; private addresses are refused there`
      : `it may fetch from ${targets} here; that has to be reachable from there`,
  cpuMs: limit('CPU time'),
  wallMs: limit('wall time'),
  heapMb: limit('memory'),
  cpuUnlimited: ({ values: { here } }) => `CPU time: ${here} here, not limited there`,
  heapUnlimited: ({ values: { here } }) => `memory: ${here} here, not limited there`,
  requestBytes: limit('request body'),
  responseBytes: limit('response body'),
  variableBytes: ({ values: { name, here, there } }) =>
    `the variable ${name} has ${here} bytes; ${there} at most there`,
  environmentBytes: ({ values: { here, there } }) =>
    `its variables have ${here} bytes together; ${there} at most there`,
  variableName: ({ values: { name }, blocks }) =>
    blocks
      ? `the variable ${name} cannot be set there: the platform does not allow this name`
      : `the variable ${name} is often set already where it runs, and that value wins`,
};

/** A finding in English, for the command line and scripts. The studio has its own words for each code. */
export function findingText({ code, severity, values }: Pick<Finding, 'code' | 'severity' | 'values'>): string {
  return texts[code]({ values, blocks: severity === 'blocks' });
}
