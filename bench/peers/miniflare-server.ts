/** Miniflare, workerd behind Node as a developer has it, with one worker. */
import { Miniflare } from 'miniflare';

import { fetchHandler } from './peer.ts';

const miniflare = new Miniflare({
  host: '127.0.0.1',
  port: 0,
  modules: true,
  script: `${fetchHandler}\nexport default { fetch: handle };\n`,
  compatibilityDate: '2026-04-01',
  telemetry: { enabled: false },
});
process.stdout.write(`${(await miniflare.ready).origin}\n`);
process.once('SIGTERM', () => void miniflare.dispose().finally(() => process.exit(0)));
