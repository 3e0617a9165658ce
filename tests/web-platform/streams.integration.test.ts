import { describe } from 'vitest';

import { testCases } from './cases.ts';

const text = (stream: string) => `return new Response(${stream}).text()`;

describe('streams', () => {
  testCases({
    'reads what was enqueued': [
      `return Array.fromAsync(new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } }))`,
      [1, 2],
    ],
    'pull is called on demand': [
      `let n = 0; const r = new ReadableStream({ pull(c) { c.enqueue(n++) } }, { highWaterMark: 0 }).getReader(); await r.read(); await r.read(); return n`,
      2,
    ],
    'cancel reaches the source': [
      `let why; const s = new ReadableStream({ cancel(r) { why = r } }); await s.cancel('enough'); return why`,
      'enough',
    ],
    'an error reaches the reader': [
      `return thrown(() => new ReadableStream({ start(c) { c.error(new RangeError()) } }).getReader().read())`,
      'RangeError',
    ],
    'a second reader is refused': [
      `const s = new ReadableStream(); s.getReader(); return [s.locked, thrown(() => s.getReader())]`,
      [true, 'TypeError'],
    ],
    'from an iterable': [`return Array.fromAsync(ReadableStream.from([1, 2]))`, [1, 2]],
    'from an async generator, which is ended early': [
      `let ended = false; async function* g() { try { yield 1; yield 2 } finally { ended = true } } for await (const x of ReadableStream.from(g())) break; return ended`,
      true,
    ],
    'tee gives both': [
      `const [a, b] = ReadableStream.from(['x']).tee(); return [await Array.fromAsync(a), await Array.fromAsync(b)]`,
      [['x'], ['x']],
    ],
    'pipes to a writable': [
      `const got = []; await ReadableStream.from([1, 2]).pipeTo(new WritableStream({ write(x) { got.push(x) } })); return got`,
      [1, 2],
    ],
    'a pipe can be aborted': [
      `const c = new AbortController(); const p = new ReadableStream().pipeTo(new WritableStream(), { signal: c.signal }); c.abort(); return thrown(() => p)`,
      'AbortError',
    ],
    'a writable has back-pressure': [
      `const w = new WritableStream({ write: () => new Promise(() => {}) }).getWriter(); const a = w.desiredSize; w.write(1).catch(() => {}); return [a, w.desiredSize]`,
      [1, 0],
    ],
    'abort reaches the sink': [
      `let why; const w = new WritableStream({ abort(r) { why = r } }); await w.abort('x'); return why`,
      'x',
    ],
    transforms: [
      `return Array.fromAsync(ReadableStream.from([1, 2]).pipeThrough(new TransformStream({ transform(x, c) { c.enqueue(x * 2) } })))`,
      [2, 4],
    ],
    'a transform can flush': [
      `return Array.fromAsync(ReadableStream.from([1]).pipeThrough(new TransformStream({ flush(c) { c.enqueue('end') } })))`,
      [1, 'end'],
    ],
    'byte streams fill a given buffer': [
      `const s = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array([1, 2, 3])) } }); const r = s.getReader({ mode: 'byob' }); const { value } = await r.read(new Uint8Array(2)); return [...value]`,
      [1, 2],
    ],
    'a byob request can be answered': [
      `const s = new ReadableStream({ type: 'bytes', pull(c) { c.byobRequest.view[0] = 9; c.byobRequest.respond(1) } }); const { value } = await s.getReader({ mode: 'byob' }).read(new Uint8Array(4)); return [...value]`,
      [9],
    ],
    'queuing strategies': [
      `return [new CountQueuingStrategy({ highWaterMark: 3 }).highWaterMark, new ByteLengthQueuingStrategy({ highWaterMark: 1 }).size(new Uint8Array(7))]`,
      [3, 7],
    ],
    'the async iterator stands on the language’s own prototype': [
      `const own = Object.getPrototypeOf(new ReadableStream().values()); return Object.getPrototypeOf(own) === Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}.prototype))`,
      true,
    ],
    'releasing the lock rejects pending reads': [
      `const r = new ReadableStream().getReader(); const p = r.read(); r.releaseLock(); return thrown(() => p)`,
      'TypeError',
    ],
    'a readable stream can be transferred, with clones of its chunks': [
      `const chunk = { a: 1 }; const s = ReadableStream.from([chunk]); const m = structuredClone(s, { transfer: [s] }); const [got] = await Array.fromAsync(m); return [s.locked, got, got !== chunk]`,
      [true, { a: 1 }, true],
    ],
    'a writable stream can be transferred': [
      `const got = []; const s = new WritableStream({ write(x) { got.push(x) }, close() { got.push('end') } }); const m = structuredClone(s, { transfer: [s] }); const w = m.getWriter(); await w.write(1); await w.close(); return [s.locked, got]`,
      [true, [1, 'end']],
    ],
    'a transform stream can be transferred': [
      `const s = new TransformStream({ transform(x, c) { c.enqueue(x * 2) } }); const m = structuredClone(s, { transfer: [s] }); return [m instanceof TransformStream, await Array.fromAsync(ReadableStream.from([1, 2]).pipeThrough(m))]`,
      [true, [2, 4]],
    ],
    'a stream goes through a channel': [
      `const { port1, port2 } = new MessageChannel(); const got = new Promise((r) => { port2.onmessage = (e) => r(e.data) }); const s = ReadableStream.from(['x']); port1.postMessage(s, [s]); return Array.fromAsync(await got)`,
      ['x'],
    ],
    'a locked stream cannot be transferred': [
      `const s = new ReadableStream(); s.getReader(); return thrown(() => structuredClone(s, { transfer: [s] }))`,
      'DataCloneError',
    ],
    'a stream cannot be cloned': [
      `return [ReadableStream, WritableStream, TransformStream].map((S) => thrown(() => structuredClone(new S())))`,
      ['DataCloneError', 'DataCloneError', 'DataCloneError'],
    ],
    'a chunk that cannot be cloned ends both sides': [
      `let why; const s = new ReadableStream({ start(c) { c.enqueue(() => {}) }, cancel(r) { why = r.name } }); const m = structuredClone(s, { transfer: [s] }); return [await thrown(() => m.getReader().read()), why]`,
      ['DataCloneError', 'DataCloneError'],
    ],
    'encodes through a chain': [text(`ReadableStream.from(['a', 'é']).pipeThrough(new TextEncoderStream())`), 'aé'],
  });
});
