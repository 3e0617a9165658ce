import { webcrypto } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';
import encodingTables from 'virtual:encoding-tables';

import type { Host } from '../guest/door.ts';
import { digest } from './digest.ts';

const maxRandomBytes = 65_536;

/** What every isolate is offered, whatever runs in it. */
export const machine: Pick<Host, 'now' | 'random' | 'domainToAscii' | 'domainToUnicode' | 'encodingTables' | 'hash'> = {
  now: () => performance.timeOrigin + performance.now(),
  random: (count) => webcrypto.getRandomValues(new Uint8Array(Math.min(count, maxRandomBytes))).buffer,
  domainToAscii: (domain) => domainToASCII(domain),
  domainToUnicode: (domain) => domainToUnicode(domain),
  encodingTables: () => encodingTables,
  hash: digest,
};
