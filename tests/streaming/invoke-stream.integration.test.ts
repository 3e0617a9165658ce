import { afterAll, beforeAll, expect, it } from 'vitest';

import type { InvokeEvent } from '../../src/contract/invocation.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

async function* invokeStream(id: string, input: object, signal?: AbortSignal): AsyncGenerator<InvokeEvent> {
  const response = await engine.request(`/api/functions/${id}/invoke-stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal,
  });
  let text = '';
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (event.startsWith('event: message') && data !== undefined) yield JSON.parse(data) as InvokeEvent;
    }
  }
}
const all = async (events: AsyncIterable<InvokeEvent>): Promise<InvokeEvent[]> => {
  const list: InvokeEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
};

const streams = `export default {
  fetch: () => {
    console.log('begins');
    let n = 0;
    return new Response(new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        controller.enqueue(new TextEncoder().encode('chunk ' + ++n));
        if (n === 3) controller.close();
      },
    }));
  },
};`;

it('tells of head, logs and chunks as they come, then what it took', async () => {
  const { id } = await engine.deploy({ name: 'streams', code: streams });
  const events = await all(invokeStream(id, {}));
  expect(events.map(({ type }) => type)).toEqual(['log', 'head', 'chunk', 'chunk', 'chunk', 'end']);
  const chunks = events.filter((event) => event.type === 'chunk');
  expect(chunks.map(({ base64 }) => Buffer.from(base64, 'base64').toString())).toEqual([
    'chunk 1',
    'chunk 2',
    'chunk 3',
  ]);
  expect(chunks[2]!.atMs).toBeGreaterThan(chunks[0]!.atMs);
  expect(events.at(-1)).toMatchObject({ bytes: 21, error: null, logs: [{ text: 'begins' }] });
});

it('gives the call up when its reader leaves, and runs unsaved text', async () => {
  const { id } = await engine.deploy({ name: 'left', code: 'function handler() {}' });
  const endless = streams.replace('if (n === 3) controller.close();', '');
  const leave = new AbortController();
  const events = invokeStream(id, { draft: { code: endless } }, leave.signal);
  for await (const event of events) if (event.type === 'chunk') break;
  leave.abort();
  await expect
    .poll(async () => (await (await engine.request('/stats')).json()) as object)
    .toMatchObject({ pool: { running: 0 } });
});

it('answers a failure as the gateway would, and refuses before it streams', async () => {
  const { id } = await engine.deploy({ name: 'throws', code: 'function handler() { throw new Error("no"); }' });
  const [head, chunk, end] = await all(invokeStream(id, {}));
  expect(head).toMatchObject({ type: 'head', status: 500 });
  expect(chunk).toMatchObject({ type: 'chunk' });
  expect(end).toMatchObject({ type: 'end', error: { code: 'THROWN' } });
  const refused = await engine.send('POST', `/api/functions/${id}/invoke-stream`, { draft: { code: 'function (' } });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'SYNTAX_ERROR' } } });
});
