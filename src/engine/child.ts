/** The program the app starts as its engine. */
import { join } from 'node:path';

import { createSandboxStarter } from './pool/sandbox-starter.ts';

const sandboxEntry = join(import.meta.dirname, 'sandbox.js');
const starter = createSandboxStarter({ node: process.execPath, sandboxEntry });
// Its first sandbox is ready sooner when it starts while the engine itself, a larger program, is still being read.
starter.startAhead();
const { hostEngine } = await import('./hosted-engine.ts');
hostEngine({ sandboxEntry, starter });
