import type { Host } from '../../door.ts';
import { defineProperty } from '../primordials.ts';
import { bindWebPlatform, installWebPlatform } from '../install.ts';
import { describeValues } from '../log-value.ts';
import { operationDone } from '../operations.ts';
import { grantCredit } from '../outgoing-body.ts';
import { setBaseUrl } from '../url.ts';
import { timerFired } from '../timers.ts';

/** The platform alone, for tests: the prelude without a dispatcher. */
const host = Object.create(null) as Record<string, unknown>;
installWebPlatform(host as unknown as Host, () => 1);

defineProperty(globalThis, '__bind', {
  value: (names: string, ...callbacks: unknown[]) => {
    names.split(',').forEach((name, index) => {
      host[name] = callbacks[index];
    });
    bindWebPlatform();
    delete (globalThis as Record<string, unknown>)['__bind'];
    return { timerFired, operationDone, pull: grantCredit };
  },
  configurable: true,
});
/** Whether a function is one of the host's own: what no function may ever get hold of. */
const isHost = (value: unknown): boolean => {
  for (const name in host) if (host[name] === value || value === host) return true;
  return false;
};
defineProperty(globalThis, '__isHost', { value: isHost, configurable: true });
defineProperty(globalThis, '__describeValues', { value: describeValues, configurable: true });
defineProperty(globalThis, '__setBaseUrl', { value: setBaseUrl, configurable: true });
