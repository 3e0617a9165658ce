import { createSerialQueue } from '../../kit/serial-queue.ts';
import { createBrowserDatabase } from '../state/browser-database.ts';
import { useFunctions } from '../state/functions-store.ts';
import { readKeptRequest } from './kept-request.ts';
import { setRequest, useRequests } from './requests-store.ts';

const database = createBrowserDatabase('nexo-requests');
const keyOf = (workspace: string, functionId: string): string => `${workspace}\n${functionId}`;
const openWorkspace = (): string | undefined => useFunctions.getState().workspace?.folder;

/** Brings back what was last prepared for a function, unless something has been prepared since. */
export async function openRequest(functionId: string): Promise<void> {
  const workspace = openWorkspace();
  if (workspace === undefined || useRequests.getState().requests[functionId] !== undefined) return;
  const kept = readKeptRequest(await database.read(keyOf(workspace, functionId)).catch(() => undefined));
  const isNews = openWorkspace() === workspace && useRequests.getState().requests[functionId] === undefined;
  if (kept !== undefined && isNews) setRequest(functionId, kept);
}

/** Keeps prepared requests through restarts while it runs; another workspace begins with its own. */
export function startRequestKeeping(): { dispose(): void } {
  const inTurn = createSerialQueue();
  const waiting = new Set<string>();
  const keep = (workspace: string, functionId: string): void => {
    const key = keyOf(workspace, functionId);
    if (waiting.has(key)) return;
    waiting.add(key);
    // Whatever was typed until its turn comes is written at once. A request that cannot be kept is only prepared again.
    void inTurn(async () => {
      waiting.delete(key);
      if (openWorkspace() !== workspace) return;
      await database.write(key, useRequests.getState().requests[functionId]);
    }).catch(() => undefined);
  };
  const followRequests = useRequests.subscribe(({ requests }, before) => {
    const workspace = openWorkspace();
    if (workspace === undefined) return;
    for (const [id, request] of Object.entries(requests)) {
      if (request !== before.requests[id]) keep(workspace, id);
    }
  });
  const followWorkspace = useFunctions.subscribe((state, before) => {
    const folder = before.workspace?.folder;
    if (folder !== undefined && state.workspace?.folder !== folder) useRequests.setState({ requests: {} });
  });
  return {
    dispose() {
      followRequests();
      followWorkspace();
    },
  };
}
