import type { MessagePortMain } from 'electron';

import type { ChannelPort } from '../../rpc/process-channel.ts';
import type { EngineHost } from './engine-host.ts';

/**
 * Joins a window's port to the engine, as soon as there is one that is ready; what the window sends earlier waits in
 * its port. Messages pass unread. When either side ends, the other is closed, so that the window connects anew.
 */
export function relayToEngine(port: MessagePortMain, engine: EngineHost): void {
  let stopWaiting = (): void => {};
  const join = (): boolean => {
    const channel = engine.openPort();
    if (channel === undefined) return false;
    stopWaiting();
    connect(port, channel);
    return true;
  };
  if (join()) return;
  stopWaiting = engine.state.listen(join);
  port.once('close', stopWaiting);
}

function connect(port: MessagePortMain, channel: ChannelPort): void {
  channel.on('message', ({ data }) => port.postMessage(data));
  channel.on('close', () => port.close());
  port.on('message', ({ data }) => channel.postMessage(data));
  port.on('close', () => channel.close());
  port.start();
}
