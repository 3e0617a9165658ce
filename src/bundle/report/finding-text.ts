import type { Finding } from '../../contract/bundle.ts';

type Told = Pick<Finding, 'code' | 'severity' | 'values'>;

const limitNames = {
  cpuMs: 'CPU time',
  wallMs: 'wall time',
  heapMb: 'memory',
  requestBytes: 'request body',
  responseBytes: 'response body',
};

const plans: Record<string, string> = {
  free: ' on the free plan, 5 min on a paid one',
  smallest: ' on the smallest plan',
};

/** A finding in English, for the command line and scripts. The studio has its own words for each code. */
export function findingText({ code, severity, values }: Told): string {
  const { name = '', targets = '', here = '', there = '', plan = '' } = values;
  switch (code) {
    case 'codeFromText':
      return `${name} is refused: code is not made from text there`;
    case 'webAssemblyFromBytes':
      return `${name} of bytes is refused there: WebAssembly has to be a module of its own`;
    case 'workWhileLoading':
      return `${name} is refused while the module is loaded: call it inside of the function`;
    case 'noStreaming':
      return `${name}: the answer is sent when it is complete, not piece by piece`;
    case 'waitUntilDelays':
      return 'waitUntil: the answer waits for that work, as nothing runs after it';
    case 'clockStands':
      return `${name}: the clock stands still between one wait and the next`;
    case 'notEverywhere':
      return `${name}: not every runtime has it, or has it so`;
    case 'privateTargets':
      return severity === 'blocks'
        ? `it may fetch from ${targets} here; private addresses are refused there`
        : `it may fetch from ${targets} here; that has to be reachable from there`;
    case 'cpuMs':
    case 'wallMs':
    case 'heapMb':
    case 'requestBytes':
    case 'responseBytes':
      return `${limitNames[code]}: ${here} here, ${there} at most there${plans[plan] ?? ''}`;
    case 'variableBytes':
      return `the variable ${name} has ${here} bytes; ${there} at most there`;
    case 'environmentBytes':
      return `its variables have ${here} bytes together; ${there} at most there`;
    case 'variableName':
      return severity === 'blocks'
        ? `the variable ${name} cannot be set there: the name is the platform's own`
        : `the variable ${name} is often set already where it runs, and that value wins`;
  }
}
