import { consumeArrayBuffer, isUnusable } from './body.ts';
import { copyBytes, isBufferSource } from './buffer-source.ts';
import { headerValue } from './headers.ts';
import { extractMimeType, mimeEssence } from './mime-type.ts';
import { whenBound } from './platform.ts';
import { construct, defineProperty } from './primordials.ts';
import { isResponse, responseState } from './response.ts';
import { requireArguments } from './webidl.ts';

/**
 * https://webassembly.github.io/spec/js-api/ and https://webassembly.github.io/spec/web-api/, their asynchronous part.
 * The engine would compile on threads of its own, whose results never come back into an isolate that is only entered
 * synchronously: so modules are compiled where they are asked for, on the function's own CPU time.
 */

type Constructor = new (...args: unknown[]) => object;

interface WebAssemblyNamespace {
  Module: Constructor;
  Instance: Constructor;
}

/** The bytes as they are at the time of the call. Throws a TypeError for what is no BufferSource. */
function toBytes(source: unknown): ArrayBuffer {
  if (!isBufferSource(source)) throw new TypeError('WebAssembly: the first argument is not an ArrayBuffer or a view');
  return copyBytes(source).buffer;
}

function checkImports(imports: unknown): void {
  const isObject = (typeof imports === 'object' && imports !== null) || typeof imports === 'function';
  if (imports !== undefined && !isObject) throw new TypeError('WebAssembly: the imports are not an object');
}

async function toModuleBytes(source: unknown): Promise<ArrayBuffer> {
  const response = await source;
  if (!isResponse(response)) throw new TypeError('WebAssembly: the source is not a Response');
  const { status, headers, body, type } = responseState(response);
  const contentType = headerValue(headers, 'content-type');
  const mime = extractMimeType(contentType);
  const isWasm = mime !== null && mimeEssence(mime) === 'application/wasm' && !contentType!.includes(';');
  if (!isWasm) throw new TypeError('WebAssembly: the response is not of type application/wasm');
  if (status < 200 || status > 299 || type === 'error') throw new TypeError(`WebAssembly: the status is ${status}`);
  if (isUnusable(body)) throw new TypeError('WebAssembly: the body is locked or has already been read');
  return consumeArrayBuffer(body);
}

// WebAssembly is missing while a snapshot is made.
whenBound(() => {
  const namespace = (globalThis as { WebAssembly?: WebAssemblyNamespace }).WebAssembly;
  if (namespace === undefined) return;
  const { Module, Instance } = namespace;
  const isModule = (value: unknown): boolean => value instanceof Module;
  const compileNow = (bytes: ArrayBuffer, options: unknown): object => construct(Module, [bytes, options]) as object;
  const instantiateNow = (module: object, imports: unknown): object => construct(Instance, [module, imports]) as object;
  const methods = {
    async compile(source: unknown, options: unknown = undefined): Promise<object> {
      requireArguments(arguments.length, 1, 'WebAssembly.compile');
      const bytes = toBytes(source);
      await undefined;
      return compileNow(bytes, options);
    },
    async instantiate(source: unknown, imports: unknown = undefined, options: unknown = undefined): Promise<object> {
      requireArguments(arguments.length, 1, 'WebAssembly.instantiate');
      checkImports(imports);
      if (isModule(source)) return instantiateNow(source as object, imports);
      const bytes = toBytes(source);
      await undefined;
      const module = compileNow(bytes, options);
      return { module, instance: instantiateNow(module, imports) };
    },
    async compileStreaming(source: unknown, options: unknown = undefined): Promise<object> {
      requireArguments(arguments.length, 1, 'WebAssembly.compileStreaming');
      return compileNow(await toModuleBytes(source), options);
    },
    async instantiateStreaming(
      source: unknown,
      imports: unknown = undefined,
      options: unknown = undefined,
    ): Promise<object> {
      requireArguments(arguments.length, 1, 'WebAssembly.instantiateStreaming');
      const bytes = toModuleBytes(source);
      // Heard of below; a throw in between must not leave the rejection unheard.
      bytes.catch(() => undefined);
      checkImports(imports);
      const module = compileNow(await bytes, options);
      return { module, instance: instantiateNow(module, imports) };
    },
  };
  for (const [name, value] of Object.entries(methods)) {
    defineProperty(namespace, name, { value, writable: true, enumerable: true, configurable: true });
  }
});
