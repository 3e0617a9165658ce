import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A server that does each of the `tasks` at its path below the url. */
export interface Peer {
  name: string;
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Thrown by a peer that has no program for this platform. */
export class PeerMissing extends Error {}

/** The answer every peer gives, so that all send the same bytes. */
export const hello = { message: 'Hello!' };

/** What is asked of every peer. */
export const tasks = {
  hello: { name: 'JSON hello', path: 'hello', body: undefined },
  count: { name: 'POST 10 KB JSON, parsed, its size answered', path: 'count', body: JSON.stringify(numbers(1_700)) },
  large: { name: '1 MB answer', path: 'large', body: undefined },
} as const satisfies Record<string, Task>;

export interface Task {
  name: string;
  path: string;
  body: string | undefined;
}

/** The 1 MB every peer sends. */
export const largeText = 'x'.repeat(2 ** 20);

/** Of the stream at `/stream`: a piece every so often, 100 KB a second, until the client leaves. */
export const streamPiece = { bytes: 10_000, everyMs: 100 };

/** The tasks in the fetch form that workerd, miniflare, Deno, Bun and Nexo share. */
export const fetchHandler = `const large = 'x'.repeat(2 ** 20);
const piece = new TextEncoder().encode('data: ' + 'x'.repeat(${streamPiece.bytes - 8}) + '\\n\\n');
function stream() {
  let timer;
  return new ReadableStream({
    start(controller) { timer = setInterval(() => controller.desiredSize > -100 && controller.enqueue(piece), ${streamPiece.everyMs}); },
    cancel() { clearInterval(timer); },
  });
}
async function handle(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/count') return Response.json({ count: (await request.json()).values.length });
  if (pathname === '/large') return new Response(large);
  if (pathname === '/stream') return new Response(stream(), { headers: { 'content-type': 'text/event-stream' } });
  return Response.json(${JSON.stringify(hello)});
}
`;

function numbers(count: number): { values: number[] } {
  return { values: Array.from({ length: count }, (_, index) => 10_000 + index) };
}

/** Starts a program and waits for the line of its output that `readUrl` finds an address in. */
export async function startPeer(
  name: string,
  command: readonly string[],
  readUrl: (output: string) => string | undefined,
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Peer> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const url = await readyUrl(child, name, readUrl);
  return {
    name,
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function readyUrl(child: ChildProcess, name: string, readUrl: (output: string) => string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = readUrl(output);
      if (url) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready:\n${output}`)));
  });
}
