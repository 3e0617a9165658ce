import type { Host } from './door.ts';
import { exactBuffer, isBufferSource, toBytes } from './web/buffer-source.ts';
import { defineProperty } from './web/primordials.ts';

/**
 * What the modules behind `node:` names need beyond the web platform. They are part of a function's own code, so this
 * is open to all of it, and offers nothing that a function may not do.
 */
export function installNodeSupport(host: Host): void {
  const hash = (algorithm: unknown, key: unknown, data: unknown): ArrayBuffer | undefined => {
    if (typeof algorithm !== 'string' || !isBufferSource(data)) throw new TypeError('hash takes a name and bytes');
    return host.hash(
      algorithm,
      isBufferSource(key) ? exactBuffer(toBytes(key)) : undefined,
      exactBuffer(toBytes(data)),
    );
  };
  defineProperty(globalThis, Symbol.for('nexo.node'), { value: { __proto__: null, hash }, configurable: true });
}
