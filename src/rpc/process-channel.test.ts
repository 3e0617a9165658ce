import { EventEmitter } from 'node:events';

import { describe, expect, it } from 'vitest';

import { createProcessChannel, type ChannelPort, type IpcEndpoint } from './process-channel.ts';

/** Two IPC ends joined in memory, with the copy that a process boundary makes. */
function pair(): [EventEmitter & IpcEndpoint, EventEmitter & IpcEndpoint] {
  const left = new EventEmitter();
  const right = new EventEmitter();
  const sendTo = (other: EventEmitter) => (message: object) => other.emit('message', structuredClone(message));
  return [Object.assign(left, { send: sendTo(right) }), Object.assign(right, { send: sendTo(left) })];
}

function connect(): { host: ReturnType<typeof createProcessChannel>; accepted: ChannelPort[]; ends: EventEmitter[] } {
  const [left, right] = pair();
  const accepted: ChannelPort[] = [];
  createProcessChannel(right, (port) => accepted.push(port));
  return { host: createProcessChannel(left), accepted, ends: [left, right] };
}

describe('createProcessChannel', () => {
  it('carries each port apart, bytes included', () => {
    const { host, accepted } = connect();
    const first = host.openPort();
    const second = host.openPort();
    const got: unknown[] = [];
    accepted[0]?.on('message', (event) => got.push(['first', event.data]));
    accepted[1]?.on('message', (event) => got.push(['second', event.data]));
    second.postMessage('b');
    first.postMessage(new Uint8Array([1, 2]));
    expect(got).toEqual([
      ['second', 'b'],
      ['first', new Uint8Array([1, 2])],
    ]);
  });

  it('answers on the same port', () => {
    const { host, accepted } = connect();
    const port = host.openPort();
    const got: unknown[] = [];
    port.on('message', (event) => got.push(event.data));
    accepted[0]?.postMessage('answer');
    expect(got).toEqual(['answer']);
  });

  it('tells both sides once that a port is closed and drops what comes later', () => {
    const { host, accepted } = connect();
    const port = host.openPort();
    const closed: string[] = [];
    port.on('close', () => closed.push('host'));
    accepted[0]?.on('close', () => closed.push('engine'));
    accepted[0]?.on('message', () => closed.push('late message'));
    port.close();
    port.close();
    port.postMessage('late');
    expect(closed.toSorted()).toEqual(['engine', 'host']);
  });

  it('closes every port when the process on the other side is gone', () => {
    const { host, ends } = connect();
    let closed = 0;
    host.openPort().on('close', () => closed++);
    host.openPort().on('close', () => closed++);
    ends[0]?.emit('disconnect');
    expect(closed).toBe(2);
  });

  it('leaves other messages on the channel alone', () => {
    const { accepted, ends } = connect();
    for (const message of [null, 'text', 7, { channel: 'engine', type: 'start' }]) ends[1]?.emit('message', message);
    expect(accepted).toEqual([]);
  });
});
