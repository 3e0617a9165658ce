import { os } from './implementer.ts';
import type { Services } from './services.ts';

export function healthHandlers({ version, status, uptimeMs }: Services) {
  return {
    get: os.health.get.handler(() => ({ status: status(), version, uptimeMs: uptimeMs() })),
  };
}
