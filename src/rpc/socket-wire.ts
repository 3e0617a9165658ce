import type { ClientPort } from './client.ts';

type Message = Parameters<WebSocket['send']>[0];

/**
 * A port over a WebSocket. What is sent before `dial` has resolved with an open one waits in the port; it closes when
 * the socket does, or when `dial` gives up.
 */
export function connectOverSocket(dial: () => Promise<WebSocket>): ClientPort {
  const events = new EventTarget();
  const waiting: Message[] = [];
  let socket: WebSocket | undefined;
  const over = (): void => void events.dispatchEvent(new Event('close'));
  void dial().then((opened) => {
    socket = opened;
    opened.binaryType = 'arraybuffer';
    opened.addEventListener('message', ({ data }) => events.dispatchEvent(new MessageEvent('message', { data })));
    opened.addEventListener('close', over);
    for (const message of waiting.splice(0)) sendOver(opened, message);
    if (opened.readyState === WebSocket.CLOSED) over();
  }, over);
  return {
    postMessage(message: Message) {
      if (socket === undefined) waiting.push(message);
      else sendOver(socket, message);
    },
    addEventListener: events.addEventListener.bind(events) as ClientPort['addEventListener'],
    start() {},
  };
}

/** What is for a socket that closes is lost, as its caller learns from `close`; browsers complain when it is sent. */
function sendOver(socket: WebSocket, message: Message): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(message);
}
