import { extractMimeType, mimeEssence } from './mime-type.ts';
import { headerValue } from './headers.ts';
import { whenBound } from './platform.ts';
import { defineProperty } from './primordials.ts';
import { isResponse, responseState } from './response.ts';
import { consumeArrayBuffer, isUnusable } from './body.ts';
import { requireArguments } from './webidl.ts';

/** https://webassembly.github.io/spec/web-api/#streaming-modules; the rest of WebAssembly is the engine's own. */

interface WebAssemblyNamespace {
  compile(bytes: ArrayBuffer, options?: unknown): Promise<object>;
  instantiate(bytes: ArrayBuffer, imports?: unknown, options?: unknown): Promise<object>;
}

async function toModuleBytes(source: unknown): Promise<ArrayBuffer> {
  const response = await source;
  if (!isResponse(response)) throw new TypeError('WebAssembly: the source is not a Response');
  const { status, headers, body, type } = responseState(response);
  const mime = extractMimeType(headerValue(headers, 'content-type'));
  const isWasm = mime !== null && mimeEssence(mime) === 'application/wasm' && mime.parameters.size === 0;
  if (!isWasm) throw new TypeError('WebAssembly: the response is not of type application/wasm');
  if (status < 200 || status > 299 || type === 'error') throw new TypeError(`WebAssembly: the status is ${status}`);
  if (isUnusable(body)) throw new TypeError('WebAssembly: the body is locked or has already been read');
  return consumeArrayBuffer(body);
}

// WebAssembly is missing while a snapshot is made.
whenBound(() => {
  const namespace = (globalThis as { WebAssembly?: WebAssemblyNamespace }).WebAssembly;
  if (namespace === undefined) return;
  const { compile, instantiate } = namespace;
  const methods = {
    async compileStreaming(source: unknown): Promise<object> {
      requireArguments(arguments.length, 1, 'WebAssembly.compileStreaming');
      return compile(await toModuleBytes(source));
    },
    async instantiateStreaming(source: unknown, imports: unknown = undefined): Promise<object> {
      requireArguments(arguments.length, 1, 'WebAssembly.instantiateStreaming');
      return instantiate(await toModuleBytes(source), imports);
    },
  };
  for (const [name, value] of Object.entries(methods)) {
    defineProperty(namespace, name, { value, writable: true, enumerable: true, configurable: true });
  }
});
