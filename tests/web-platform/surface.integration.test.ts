import { describe } from 'vitest';

import { testCases, type Cases } from './cases.ts';

/** Every name of the Minimum Common Web API, with the attributes Web IDL prescribes. */
const interfaces =
  'AbortController AbortSignal Blob ByteLengthQueuingStrategy CloseEvent CompressionStream CountQueuingStrategy Crypto CryptoKey ' +
  'CustomEvent DecompressionStream DOMException ErrorEvent Event EventTarget File FormData Headers MessageChannel ' +
  'MessageEvent MessagePort Performance PromiseRejectionEvent ReadableByteStreamController ReadableStream ' +
  'ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader ' +
  'Request Response SubtleCrypto TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream ' +
  'TransformStreamDefaultController URL URLPattern URLSearchParams WebSocket WritableStream WritableStreamDefaultController ' +
  'WritableStreamDefaultWriter';
const functions =
  'atob btoa clearInterval clearTimeout fetch queueMicrotask reportError setInterval setTimeout structuredClone ' +
  'addEventListener removeEventListener dispatchEvent';
const attributes = 'self crypto performance navigator onerror onunhandledrejection onrejectionhandled';
const webAssembly =
  'Global Instance Memory Module Table Tag Exception CompileError LinkError RuntimeError ' +
  'compile compileStreaming instantiate instantiateStreaming JSTag validate';

const describeInterface = (name: string) => `
  const d = Object.getOwnPropertyDescriptor(globalThis, '${name}');
  const proto = ${name}.prototype;
  const tag = Object.getOwnPropertyDescriptor(proto, Symbol.toStringTag);
  const members = Reflect.ownKeys(proto).filter((k) => typeof k === 'string' && k !== 'constructor' && k !== 'toString');
  return {
    attributes: [typeof d.value, d.writable, d.enumerable, d.configurable],
    name: d.value.name,
    tag: [tag.value, tag.writable, tag.enumerable, tag.configurable],
    hidden: members.filter((k) => !Object.getOwnPropertyDescriptor(proto, k).enumerable),
    constructor: proto.constructor === d.value && !Object.getOwnPropertyDescriptor(proto, 'constructor').enumerable,
    methodNames: members.filter((k) => { const m = Object.getOwnPropertyDescriptor(proto, k); return typeof m.value === 'function' && m.value.name !== k }),
    getterNames: members.filter((k) => { const m = Object.getOwnPropertyDescriptor(proto, k); return m.get && m.get.name !== 'get ' + k }),
  };`;

const interfaceCases: Cases = Object.fromEntries(
  interfaces.split(' ').map((name) => [
    name,
    [
      describeInterface(name),
      {
        attributes: ['function', true, false, true],
        name,
        tag: [name, false, false, true],
        hidden: [],
        constructor: true,
        methodNames: [],
        getterNames: [],
      },
    ],
  ]),
);

const functionCases: Cases = Object.fromEntries(
  functions
    .split(' ')
    .map((name) => [
      `${name}()`,
      [
        `const d = Object.getOwnPropertyDescriptor(globalThis, '${name}'); return [typeof d.value, d.value.name, d.writable, d.enumerable, d.configurable, 'prototype' in d.value]`,
        ['function', name, true, true, true, false],
      ],
    ]),
);

describe('Minimum Common Web API', () => {
  testCases({
    ...interfaceCases,
    ...functionCases,
    ...Object.fromEntries(
      attributes
        .split(' ')
        .map((name) => [
          `global ${name}`,
          [
            `const d = Object.getOwnPropertyDescriptor(globalThis, '${name}'); return [typeof d.get, d.enumerable, d.configurable]`,
            ['function', true, true],
          ],
        ]),
    ),
    ...Object.fromEntries(
      webAssembly.split(' ').map((name) => [`WebAssembly.${name}`, [`return '${name}' in WebAssembly`, true]]),
    ),
    'console methods': [
      `return Object.keys(console)`,
      [
        'assert',
        'clear',
        'debug',
        'error',
        'info',
        'log',
        'table',
        'trace',
        'warn',
        'dir',
        'dirxml',
        'count',
        'countReset',
        'group',
        'groupCollapsed',
        'groupEnd',
        'time',
        'timeLog',
        'timeEnd',
      ],
    ],
    'self is the global object': [`return self === globalThis`, true],
    'navigator.userAgent is one product token': [`return /^[\\w.-]+\\/[\\w.]+$/.test(navigator.userAgent)`, true],
    'crypto.subtle': [`return [crypto instanceof Crypto, crypto.subtle instanceof SubtleCrypto]`, [true, true]],
    'interfaces without constructor refuse new': [
      `return [AbortSignal, Crypto, CryptoKey, SubtleCrypto, MessagePort, Performance, ReadableByteStreamController, ReadableStreamDefaultController, WritableStreamDefaultController, TransformStreamDefaultController, ReadableStreamBYOBRequest].map((C) => thrown(() => new C()))`,
      Array.from({ length: 11 }, () => 'TypeError'),
    ],
    'classes are not callable': [
      `return [Request, Headers, Event, URL, Blob].map((C) => thrown(() => C('x', {})))`,
      Array.from({ length: 5 }, () => 'TypeError'),
    ],
    'nothing of the platform’s own shows on the global object, but what `node:` modules are built on': [
      `return Reflect.ownKeys(globalThis).filter((k) => typeof k === 'symbol' ? k !== Symbol.toStringTag : k.startsWith('__')).map(String)`,
      ['Symbol(nexo.node)'],
    ],
  });
});
