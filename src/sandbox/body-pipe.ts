import { Socket } from 'node:net';

import { bodyPipe, maxMessageBody } from '../protocol/messages.ts';

/** Takes long bodies to the engine, in the order of the messages that announce them. */
export interface BodyPipe {
  /** How many bytes of a body it has taken: all, or none of a short one. */
  take(body: Uint8Array | string | null): number;
}

export function createBodyPipe(): BodyPipe {
  const socket = new Socket({ fd: bodyPipe, readable: false, writable: true });
  // The engine is gone then, and this process with it.
  socket.on('error', () => undefined);
  return {
    take(body) {
      if (body === null || typeof body === 'string' || body.byteLength <= maxMessageBody) return 0;
      socket.write(body);
      return body.byteLength;
    },
  };
}
