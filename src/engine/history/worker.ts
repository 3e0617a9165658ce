/** The program of the thread that has the history's database: SQLite waits for the disk, and nothing else should. */
import { parentPort, workerData } from 'node:worker_threads';

import { createHistoryDatabase, type DatabaseOptions } from './database/history-database.ts';
import type { WorkerAnswer, WorkerRequest } from './database-client.ts';

const database = createHistoryDatabase(workerData as DatabaseOptions);

parentPort?.on('message', ({ id, name, input }: WorkerRequest) => {
  const answer: WorkerAnswer = { id };
  try {
    // Both ends are ours and typed by `DatabaseClient`.
    answer.result = (database[name] as (...values: unknown[]) => unknown)(...input);
  } catch (error) {
    answer.error = error instanceof Error ? error.message : String(error);
  }
  parentPort?.postMessage(answer);
  if (name === 'close') parentPort?.close();
});
