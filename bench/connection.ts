import { connect, type Socket } from 'node:net';

export interface Answer {
  /** Whether its status was 200. */
  ok: boolean;
  /** Empty unless it was asked for. */
  body: string;
}

/** The bytes of a request, made once and sent many times: GET, or POST where there is a body. */
export function requestBytes(url: string, body?: string): Buffer {
  const { pathname, search, host } = new URL(url);
  const head = `${body ? 'POST' : 'GET'} ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\naccept: */*\r\n`;
  const framing = body ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` : '';
  return Buffer.from(`${head}${framing}\r\n${body ?? ''}`);
}

/**
 * A keep-alive connection with one request at a time: a raw socket and a reader that knows just enough HTTP/1.1, so
 * that the generator costs less than what it measures.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #keepsBody: boolean;
  #reader = createReader(false);
  #onAnswer: ((answer: Answer) => void) | null = null;

  /** Rejects when nobody listens there. `keepsBody` makes answers carry their text. */
  static open(url: string, keepsBody = false): Promise<Connection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket, keepsBody)));
    });
  }

  private constructor(socket: Socket, keepsBody: boolean) {
    this.#socket = socket;
    this.#keepsBody = keepsBody;
    socket.on('data', (piece: Buffer) => {
      if (this.#reader.isWhole(piece)) this.#answer({ ok: this.#reader.ok, body: this.#reader.body });
    });
    socket.on('error', () => {});
    // A server that hangs up has not answered.
    socket.on('close', () => this.#answer({ ok: false, body: '' }));
  }

  /** Whether it can be asked again. */
  get isOpen(): boolean {
    return !this.#socket.destroyed;
  }

  /** Calls back once, with what came or, when the connection broke, with a failure. */
  send(request: Buffer, onAnswer: (answer: Answer) => void): void {
    this.#reader = createReader(this.#keepsBody);
    this.#onAnswer = onAnswer;
    this.#socket.write(request);
  }

  ask(request: Buffer): Promise<Answer> {
    return new Promise((resolve) => this.send(request, resolve));
  }

  close(): void {
    this.#onAnswer = null;
    this.#socket.destroy();
  }

  #answer(answer: Answer): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = null;
    onAnswer?.(answer);
  }
}

interface ResponseReader {
  /** Whether the response is whole with this piece: by its content-length, or by the last chunk. */
  isWhole(piece: Buffer): boolean;
  /** Known once it is whole. */
  readonly ok: boolean;
  readonly body: string;
}

function createReader(keepsBody: boolean): ResponseReader {
  let head: Buffer = Buffer.alloc(0);
  let ok = false;
  let body = '';
  let tail = '';
  /** Bytes still to come; Infinity where only the last chunk tells. */
  let left = Number.NaN;
  const readHead = (piece: Buffer): void => {
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    ok = head.toString('latin1', 9, 12) === '200';
    const length = /\r\ncontent-length: *(\d+)/i.exec(head.toString('latin1', 0, end));
    left = length ? Number(length[1]) - (head.length - end - 4) : Infinity;
    if (keepsBody) body = head.toString('utf8', end + 4);
  };
  return {
    isWhole(piece) {
      if (Number.isNaN(left)) readHead(piece);
      else {
        left -= piece.length;
        if (keepsBody) body += piece.toString('utf8');
      }
      if (left !== Infinity) return left <= 0;
      tail = (tail + piece.toString('latin1', Math.max(0, piece.length - lastChunk.length))).slice(-lastChunk.length);
      return tail === lastChunk;
    },
    get ok() {
      return ok;
    },
    get body() {
      return body;
    },
  };
}

const lastChunk = '0\r\n\r\n';
