import type { Host, InvocationId } from '../door.ts';
import { AbortController, AbortSignal } from './abort.ts';
import { atob, btoa } from './base64.ts';
import { Blob, File } from './blob.ts';
import { CompressionStream, DecompressionStream } from './compression-streams.ts';
import { console } from './console.ts';
import { Crypto, crypto } from './crypto.ts';
import { CryptoKey } from './crypto-key.ts';
import { DOMException } from './dom-exception.ts';
import { removeEarlyGlobals } from './early-globals.ts';
import { TextDecoder, TextEncoder } from './encoding.ts';
import { TextDecoderStream, TextEncoderStream } from './encoding-streams.ts';
import { Event } from './event.ts';
import { EventTarget } from './event-target.ts';
import { CloseEvent, CustomEvent, ErrorEvent, MessageEvent, PromiseRejectionEvent } from './event-types.ts';
import { fetch } from './fetch.ts';
import { FormData } from './form-data.ts';
import { installGlobalScope, reportError } from './global-scope.ts';
import { Headers } from './headers.ts';
import { MessageChannel, MessagePort } from './message-channel.ts';
import { Navigator, navigator } from './navigator.ts';
import { Performance, performance } from './performance.ts';
import { platform, runLateSteps } from './platform.ts';
import { defineProperty } from './primordials.ts';
import { QuotaExceededError } from './quota-exceeded-error.ts';
import { Request } from './request.ts';
import { Response } from './response.ts';
import * as streams from './streams.ts';
import { SubtleCrypto } from './subtle-crypto.ts';
import { structuredClone } from './structured-clone.ts';
import { clearInterval, clearTimeout, queueMicrotask, setInterval, setTimeout } from './timers.ts';
import { URL, URLSearchParams } from './url.ts';
import { URLPattern } from './url-pattern.ts';
import { WebSocket } from './web-socket.ts';
import './stream-transfer.ts';
import './web-assembly.ts';

const {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
} = streams;

const interfaces = {
  AbortController,
  AbortSignal,
  Blob,
  ByteLengthQueuingStrategy,
  CloseEvent,
  CompressionStream,
  CountQueuingStrategy,
  Crypto,
  CryptoKey,
  CustomEvent,
  DecompressionStream,
  DOMException,
  ErrorEvent,
  Event,
  EventTarget,
  File,
  FormData,
  Headers,
  MessageChannel,
  MessageEvent,
  MessagePort,
  Navigator,
  Performance,
  PromiseRejectionEvent,
  QuotaExceededError,
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  Request,
  Response,
  SubtleCrypto,
  TextDecoder,
  TextDecoderStream,
  TextEncoder,
  TextEncoderStream,
  TransformStream,
  TransformStreamDefaultController,
  URL,
  URLPattern,
  URLSearchParams,
  WebSocket,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
};

const functions = {
  atob,
  btoa,
  clearInterval,
  clearTimeout,
  fetch,
  queueMicrotask,
  reportError,
  setInterval,
  setTimeout,
  structuredClone,
};

/**
 * Defines the Minimum Common Web API (https://min-common-api.proposal.wintertc.org/) on the global object. The host
 * is bound later, when the isolate exists: `host` is read at each call.
 */
export function installWebPlatform(host: Host, current: () => InvocationId): void {
  platform.host = host;
  platform.current = current;
  removeEarlyGlobals();
  for (const [name, value] of Object.entries(interfaces)) define(name, value, false);
  for (const [name, value] of Object.entries(functions)) {
    defineProperty(value, 'name', { value: name, configurable: true });
    define(name, value, true);
  }
  define('console', console, false);
  defineAttribute('crypto', crypto);
  defineAttribute('navigator', navigator);
  defineAttribute('performance', performance);
  defineAttribute('self', globalThis);
  installGlobalScope();
}

/** Once the host's callbacks are in place, before any function code. */
export const bindWebPlatform = runLateSteps;

function define(name: string, value: unknown, enumerable: boolean): void {
  defineProperty(globalThis, name, { value, writable: true, enumerable, configurable: true });
}

/** A global attribute: readable through a getter, and replaceable by assignment. */
function defineAttribute(name: string, value: unknown): void {
  const accessors = {
    get [name]() {
      return value;
    },
    set [name](replacement: unknown) {
      define(name, replacement, true);
    },
  };
  const descriptor = Object.getOwnPropertyDescriptor(accessors, name)!;
  defineProperty(globalThis, name, { ...descriptor, enumerable: true, configurable: true });
}
