/**
 * Many message ports over one child process's IPC channel, so that each window (or each reload of one) talks oRPC
 * to the engine through a port of its own and a port's end is seen by both sides.
 *
 * Only the host opens ports; either side closes them. Both ends must use `serialization: 'advanced'`.
 */

/** What crosses the IPC channel for ports; everything else on the channel is left alone. */
export type PortMessage =
  | { channel: 'port'; port: number; type: 'open' }
  | { channel: 'port'; port: number; type: 'data'; data: unknown }
  | { channel: 'port'; port: number; type: 'close' };

/** The part of `process` and of `ChildProcess` that a channel needs. */
export interface IpcEndpoint {
  send?(message: object, callback: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'disconnect', listener: () => void): unknown;
}

/** A message port in the shape of Electron's `MessagePortMain`, which oRPC's message-port adapters accept. */
export interface ChannelPort {
  postMessage(data: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  /** Tells the other side; its listeners and ours are called once. */
  close(): void;
}

export interface ProcessChannel {
  /** Opens a port; the other process's `onPort` gets its twin. */
  openPort(): ChannelPort;
  /** Closes every port and stops listening. The IPC channel itself stays open. */
  dispose(): void;
}

/** Starts carrying ports over `ipc`. `onPort` is called for each port the other process opens. */
export function createProcessChannel(ipc: IpcEndpoint, onPort: (port: ChannelPort) => void = () => {}): ProcessChannel {
  const ports = new Map<number, LivePort>();
  let nextPort = 1;

  // A send that fails means the other process is gone, which `disconnect` reports once for all ports.
  const send = (message: PortMessage): void => void ipc.send?.(message, () => {});

  const addPort = (id: number): LivePort => {
    const port = createPort(id, send, () => ports.delete(id));
    ports.set(id, port);
    return port;
  };
  const onMessage = (message: unknown): void => {
    if (!isPortMessage(message)) return;
    if (message.type === 'open') onPort(addPort(message.port).face);
    else if (message.type === 'data') ports.get(message.port)?.deliver(message.data);
    else ports.get(message.port)?.end();
  };
  const onDisconnect = (): void => {
    for (const port of ports.values()) port.end();
  };
  ipc.on('message', onMessage);
  ipc.on('disconnect', onDisconnect);

  return {
    openPort() {
      const id = nextPort++;
      const port = addPort(id);
      send({ channel: 'port', port: id, type: 'open' });
      return port.face;
    },
    dispose() {
      for (const port of ports.values()) port.face.close();
      ipc.off('message', onMessage);
      ipc.off('disconnect', onDisconnect);
    },
  };
}

interface LivePort {
  readonly face: ChannelPort;
  deliver(data: unknown): void;
  /** The port is over, whoever ended it: forgets it and calls the `close` listeners once. */
  end(): void;
}

function createPort(id: number, send: (message: PortMessage) => void, forget: () => void): LivePort {
  const messageListeners: ((event: { data: unknown }) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let open = true;

  const end = (): void => {
    if (!open) return;
    open = false;
    forget();
    for (const listener of closeListeners) listener();
  };
  const on = (event: 'message' | 'close', listener: (event: { data: unknown }) => void): void => {
    if (event === 'message') messageListeners.push(listener);
    else closeListeners.push(listener as () => void);
  };
  const face: ChannelPort = {
    postMessage(data) {
      if (open) send({ channel: 'port', port: id, type: 'data', data });
    },
    on,
    close() {
      if (!open) return;
      send({ channel: 'port', port: id, type: 'close' });
      end();
    },
  };
  return {
    face,
    deliver(data) {
      for (const listener of messageListeners) listener({ data });
    },
    end,
  };
}

function isPortMessage(message: unknown): message is PortMessage {
  return typeof message === 'object' && message !== null && 'channel' in message && message.channel === 'port';
}
