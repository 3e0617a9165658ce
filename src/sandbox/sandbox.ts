/**
 * The sandbox program: a child process of the engine, without files, network or environment, that holds isolates.
 * It speaks `protocol/messages.ts` over its IPC channel and is gone when the channel is.
 */
import { defaultLimits } from '../contract/default-limits.ts';
import type { ToSandbox } from '../protocol/messages.ts';
import { createBodyPipe } from './body-pipe.ts';
import { createBlankIsolate } from './blank-isolate.ts';
import { createBlankIsolates } from './blank-isolates.ts';
import { groupDispatches } from './group-dispatches.ts';
import { createOutbox } from './outbox.ts';
import { preludeSnapshot } from './prelude-snapshot.ts';
import { createRuntime } from './runtime.ts';

const snapshot = preludeSnapshot();
const outbox = createOutbox((messages) => process.send?.(messages));
const make = (heapMb: number) => createBlankIsolate(snapshot, heapMb);
const blanks = createBlankIsolates({ make, heapMb: defaultLimits.heapMb });
const runtime = createRuntime(blanks, outbox, createBodyPipe());

process.on('message', (messages: ToSandbox[]) => runtime.handle(groupDispatches(messages)));
// An ordinary exit may wait for threads that never end.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

outbox.post({ type: 'ready' });
