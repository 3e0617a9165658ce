import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { eventIterator, oc } from '@orpc/contract';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';

import { createPortClient } from './client.ts';
import { ConnectionLostError } from './connection-lost.ts';
import { keepStreaming } from './keep-streaming.ts';

const contract = {
  greet: oc.input(z.object({ name: z.string() })).output(z.string()),
  never: oc.output(z.string()),
  count: oc.output(eventIterator(z.number())),
};

const openPorts = new Set<MessagePort>();
afterEach(() => openPorts.forEach((port) => port.close()));

/** A server behind ports, as main is: each `connect` makes a port, `drop` closes those that are open. */
function serve() {
  let connections = 0;
  const os = implement(contract);
  const handler = new RPCHandler(
    os.router({
      greet: os.greet.handler(({ input }) => `hello ${input.name}, from connection ${connections}`),
      never: os.never.handler(() => new Promise<string>(() => {})),
      count: os.count.handler(async function* ({ signal }) {
        yield connections;
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
    }),
  );
  const connect = (): MessagePort => {
    connections += 1;
    const { port1, port2 } = new MessageChannel();
    openPorts.add(port1);
    handler.upgrade(port1);
    port1.start();
    return port2;
  };
  const drop = (): void => {
    for (const port of openPorts) port.close();
    openPorts.clear();
  };
  return { client: createPortClient<typeof contract>(connect), drop };
}

it('calls over one port and connects again after it has closed', async () => {
  const { client, drop } = serve();
  expect(await client.greet({ name: 'Ada' })).toBe('hello Ada, from connection 1');
  expect(await client.greet({ name: 'Lin' })).toBe('hello Lin, from connection 1');
  const pending = client.never();
  drop();
  await expect(pending).rejects.toBeInstanceOf(ConnectionLostError);
  expect(await client.greet({ name: 'Ada' })).toBe('hello Ada, from connection 2');
});

it('keeps the error of a refused call apart from a lost connection', async () => {
  const { client } = serve();
  const refused = client.greet({ name: 7 as unknown as string });
  await expect(refused).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

it('ends a stream with the lost connection, and keepStreaming subscribes anew', async () => {
  const { client, drop } = serve();
  const heard: number[] = [];
  const errors: unknown[] = [];
  const stop = keepStreaming((signal) => client.count(undefined, { signal }), {
    onEvent: (count) => void heard.push(count),
    onError: (error) => void errors.push(error),
  });
  await expect.poll(() => heard).toEqual([1]);
  drop();
  await expect.poll(() => heard).toEqual([1, 2]);
  stop();
  drop();
  // A call may still meet the port that is closing; the next connection answers.
  await expect.poll(() => client.greet({ name: 'Ada' }).catch(() => '')).toContain('connection 3');
  expect(heard).toEqual([1, 2]);
  expect(errors).toEqual([]);
});
