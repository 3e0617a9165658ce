import { connect } from 'node:net';

/**
 * Sends bytes to a port exactly as given and resolves with everything that comes back until the server closes the
 * connection or has answered once. Rejects when nothing comes for `timeoutMs`.
 */
export function sendRaw(port: number, text: string | Buffer, timeoutMs = 5_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(received);
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no complete answer within ${timeoutMs} ms to ${JSON.stringify(text.toString('latin1'))}`));
    }, timeoutMs);
    socket.setEncoding('latin1');
    socket.on('connect', () => socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text));
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (isComplete(received)) done();
    });
    socket.on('close', done);
    socket.on('error', done);
  });
}

/** The status of the first answer that is not a mere "100 Continue"; 0 when there was none. */
export function statusOf(answer: string): number {
  return Number(withoutInterim(answer).match(/^HTTP\/1\.1 (\d{3})/)?.[1] ?? 0);
}

function withoutInterim(answer: string): string {
  return answer.replace(/^HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n/, '');
}

function isComplete(received: string): boolean {
  const answer = withoutInterim(received);
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = answer.slice(0, end);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return /^HTTP\/1\.1 (204|304)/.test(answer) || answer.endsWith('0\r\n\r\n');
}
