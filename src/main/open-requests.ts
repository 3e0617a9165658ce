import { app } from 'electron';

import type { OpenRequest } from '../contract/shell.ts';
import { createLiveValue } from '../kit/live-value.ts';
import { openRequestOfFile, openRequestOfLink, openRequestsOf } from './open-request.ts';

/** What the system asked the app to open, until the window has taken it. */
export interface OpenRequests {
  add(requests: readonly OpenRequest[]): void;
  /** What waits, then each that comes; each is handed out once. */
  take(signal?: AbortSignal): AsyncGenerator<OpenRequest, void, void>;
}

/** Must be called before the app is ready: a Mac tells then what it was started for. */
export function collectOpenRequests(): OpenRequests {
  const waiting = createLiveValue<readonly OpenRequest[]>([]);
  const add = (requests: readonly OpenRequest[]): void => {
    if (requests.length > 0) waiting.set([...waiting.get(), ...requests].slice(-20));
  };
  add(openRequestsOf(process.argv, process.cwd()));
  app.on('second-instance', (_event, commandLine, folder) => add(openRequestsOf(commandLine, folder)));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    add([openRequestOfLink(link) ?? []].flat());
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    add([openRequestOfFile(file, '/') ?? []].flat());
  });
  return {
    add,
    async *take(signal) {
      for await (const requests of waiting.watch(signal)) {
        if (requests.length === 0) continue;
        waiting.set([]);
        yield* requests;
      }
    },
  };
}
