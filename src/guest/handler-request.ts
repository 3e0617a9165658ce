import type { FlatHeaders } from './door.ts';
import type { HeldBody } from './held-body.ts';
import type { Platform } from './platform.ts';
import { readHeaders, type RequestHead } from './request-head.ts';
import { defineProperty, jsonParse, stringIndexOf, stringSlice } from './web/primordials.ts';

/** A head whose headers are a list, or still one text. */
export interface HandlerHead extends Omit<RequestHead, 'headers'> {
  headers: FlatHeaders | string;
}

/** The request as `handler(request)` and `main(request)` see it. Everything in it is read synchronously. */
export interface HandlerRequest {
  readonly method: string;
  readonly url: string;
  readonly params: Record<string, string>;
  /** Web `Headers` whose values are also properties: `request.headers['content-type']`. */
  readonly headers: object;
  /** From the URL; a repeated name gives an array. */
  readonly query: Record<string, string | string[]>;
  /** UTF-8 decoded; empty when there is none. */
  readonly body: string;
  text(): string;
  bytes(): Uint8Array;
  /** Throws a SyntaxError when the body is not JSON. */
  json(): unknown;
}

export type WholeBody = undefined | ArrayBuffer | HeldBody;

/** What a request needs of the web platform it is read with: this isolate's, or that of where a bundle runs. */
export type RequestPlatform = Pick<Platform, 'createHeaders' | 'plainHeaders' | 'parseQuery' | 'decode'>;

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const emptyBytes = new ArrayBuffer(0);

/** The class is made once an isolate, over the platform's own Headers, URLSearchParams and TextDecoder. */
export function createHandlerRequests(
  platform: RequestPlatform,
): (head: HandlerHead, body: WholeBody) => HandlerRequest {
  class Request implements HandlerRequest {
    readonly method: string;
    readonly url: string;
    readonly params: Record<string, string>;
    readonly #head: HandlerHead;
    #body: WholeBody;
    #headers: object | undefined;
    #query: Record<string, string | string[]> | undefined;
    #text: string | undefined;

    constructor(head: HandlerHead, body: WholeBody) {
      this.method = head.method;
      this.url = head.url;
      this.params = head.params;
      this.#head = head;
      this.#body = body;
    }

    get headers(): object {
      return (this.#headers ??= headersWithProperties(platform, this.#head.headers));
    }

    get query(): Record<string, string | string[]> {
      return (this.#query ??= parseQuery(platform, this.#head.url));
    }

    get body(): string {
      return (this.#text ??= this.#readText());
    }

    text(): string {
      return this.body;
    }

    bytes(): Uint8Array {
      if (isHeld(this.#body)) this.#body = this.#body.bytes();
      return new Uint8Array(this.#body ?? emptyBytes);
    }

    #readText(): string {
      if (this.#body === undefined) return '';
      if (isHeld(this.#body)) return this.#body.text();
      return platform.decode(new Uint8Array(this.#body));
    }

    json(): unknown {
      const text = this.body;
      if (text === '') throw new SyntaxError('The request has no body to read as JSON.');
      try {
        return jsonParse(text);
      } catch (error) {
        throw new SyntaxError(`The request body is not valid JSON: ${(error as Error).message}`);
      }
    }

    /** What `console.log(request)` shows. */
    [inspectCustom](): object {
      return this.toJSON();
    }

    toJSON(): object {
      const { method, url, params, query, headers, body } = this;
      return { method, url, params, query, headers: platform.plainHeaders(headers), body };
    }
  }
  // The bundle shortens names, and this one can be seen.
  defineProperty(Request, 'name', { value: 'Request' });
  return (head, body) => new Request(head, body);
}

const isHeld = (body: WholeBody): body is HeldBody => body !== undefined && 'text' in body;

function headersWithProperties(platform: RequestPlatform, list: FlatHeaders | string): object {
  const headers = platform.createHeaders(typeof list === 'string' ? readHeaders(list) : list);
  const plain = platform.plainHeaders(headers);
  for (const name in plain) {
    // A header called like a method of Headers stays reachable through `get`.
    if (name in headers) continue;
    defineProperty(headers, name, { value: plain[name], enumerable: true, configurable: true, writable: true });
  }
  return headers;
}

function parseQuery(platform: RequestPlatform, url: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  const start = stringIndexOf(url, '?');
  if (start < 0) return query;
  const pairs = platform.parseQuery(stringSlice(url, start + 1));
  for (let index = 0; index < pairs.length; index += 2) {
    const [name, value] = [pairs[index]!, pairs[index + 1]!];
    const before = Object.hasOwn(query, name) ? query[name] : undefined;
    const joined = before === undefined ? value : typeof before === 'string' ? [before, value] : [...before, value];
    defineProperty(query, name, { value: joined, enumerable: true, configurable: true, writable: true });
  }
  return query;
}
