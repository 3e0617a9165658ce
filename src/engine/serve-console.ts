import packageJson from '../../package.json' with { type: 'json' };
import { createConsole, type Console } from './console/create-console.ts';
import { urlOf, type Engine } from './engine.ts';
import type { EngineLog } from './engine-log.ts';
import { PortTakenError } from './listen.ts';

export interface ConsolePlace {
  host: string;
  /** 0 lets the system choose; undefined takes the one after the gateway's, or another that is free. */
  port: number | undefined;
  /** The folder of the built page. */
  pages: string;
}

export interface ServedConsole {
  readonly url: string;
  /** Says goodbye to every page and closes the port. Before the engine's own end. */
  dispose(): Promise<void>;
}

/**
 * Serves the studio to browsers beside a running engine. Rejects with PortTakenError for a port that was asked for, and
 * when the page was not built.
 */
export async function serveConsole(engine: Engine, place: ConsolePlace, log: EngineLog): Promise<ServedConsole> {
  const { host, port, pages } = place;
  const options = {
    host,
    pages,
    session: {
      version: packageJson.version,
      pid: process.pid,
      gateway: engine.url,
      platform: process.platform,
      node: process.versions.node,
    },
    token: () => engine.token(),
    serve: engine.serve,
    onError: (error: unknown) => log.error({ err: error }, 'something went wrong inside the console'),
  };
  const console = await (port === undefined
    ? onFreePort(engine.port, (chosen) => createConsole({ ...options, port: chosen }))
    : createConsole({ ...options, port }));
  engine.keepFromFunctions(console.port);
  return { url: urlOf(host, console.port), dispose: console.dispose };
}

async function onFreePort(gateway: number, open: (port: number) => Promise<Console>): Promise<Console> {
  try {
    return await open(Math.min(gateway + 1, 65_535));
  } catch (error) {
    if (error instanceof PortTakenError) return open(error.nextFree);
    throw error;
  }
}
