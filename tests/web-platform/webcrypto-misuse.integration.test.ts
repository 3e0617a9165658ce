import { describe } from 'vitest';

import { testCrypto } from './crypto-cases.ts';

describe('misuse', () => {
  const gcm = `{ name: 'AES-GCM', iv: new Uint8Array(12) }`;
  testCrypto({
    'too few arguments reject': [
      `return Promise.all([thrown(() => subtle.digest('SHA-1')), thrown(() => subtle.encrypt()), thrown(() => subtle.unwrapKey('raw')), thrown(() => subtle.generateKey('Ed25519', true))])`,
      ['TypeError', 'TypeError', 'TypeError', 'TypeError'],
    ],
    'a wrong this rejects': [`return thrown(() => subtle.digest.call({}, 'SHA-1', new Uint8Array(1)))`, 'TypeError'],
    'unknown algorithms': [
      `return Promise.all([thrown(() => subtle.digest('MD5', utf8('x'))), thrown(() => subtle.digest('AES-GCM', utf8('x'))), thrown(() => subtle.digest('', utf8('x'))),
        thrown(() => subtle.generateKey({ name: 'HMAC', hash: 'MD5' }, true, ['sign'])), thrown(() => subtle.importKey('raw', utf8('x'), 'SHA-1', true, []))])`,
      ['NotSupportedError', 'NotSupportedError', 'NotSupportedError', 'NotSupportedError', 'NotSupportedError'],
    ],
    'dictionaries without what they need': [
      `const key = await aes();
       return Promise.all([thrown(() => subtle.digest({}, utf8('x'))), thrown(() => subtle.encrypt('AES-GCM', key, utf8('x'))),
         thrown(() => subtle.generateKey('AES-GCM', true, ['encrypt'])), thrown(() => subtle.generateKey({ name: 'AES-GCM', length: 'many' }, true, ['encrypt'])),
         thrown(() => subtle.generateKey({ name: 'AES-GCM', length: 70000 }, true, ['encrypt'])), thrown(() => subtle.encrypt({ name: 'AES-GCM', iv: 'text' }, key, utf8('x')))])`,
      ['TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError'],
    ],
    'lengths and sizes that do not exist': [
      `const key = await aes();
       return Promise.all([thrown(() => aes(127)), thrown(() => raw('00', 'AES-GCM', ['encrypt'])), thrown(() => raw('', { name: 'HMAC', hash: 'SHA-1' }, ['sign'])),
         thrown(() => subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12), tagLength: 7 }, key, utf8('x'))),
         thrown(() => subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-1' }, true, ['sign']))])`,
      ['OperationError', 'DataError', 'DataError', 'OperationError', 'NotSupportedError'],
    ],
    'usages that do not fit': [
      `return Promise.all([thrown(() => aes(128, [])), thrown(() => aes(128, ['sign'])), thrown(() => aes(128, ['dance'])), thrown(() => aes(128, 'encrypt')),
        thrown(() => raw(utf8('x'), 'PBKDF2', ['sign'])), thrown(() => raw(utf8('x'), 'HKDF', ['deriveBits'], true))])`,
      ['SyntaxError', 'SyntaxError', 'TypeError', 'TypeError', 'SyntaxError', 'SyntaxError'],
    ],
    'keys that do not fit': [
      `const key = await aes(), signing = await hmac();
       return Promise.all([thrown(() => subtle.encrypt(${gcm}, signing, utf8('x'))), thrown(() => subtle.sign('HMAC', key, utf8('x'))),
         thrown(() => subtle.encrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, key, utf8('x'))), thrown(() => subtle.encrypt(${gcm}, {}, utf8('x')))])`,
      ['InvalidAccessError', 'InvalidAccessError', 'InvalidAccessError', 'TypeError'],
    ],
    'data that was tampered with': [
      `const key = await aes();
       const sealed = new Uint8Array(await subtle.encrypt(${gcm}, key, utf8('text')));
       sealed[0] ^= 1;
       return thrown(() => subtle.decrypt(${gcm}, key, sealed))`,
      'OperationError',
    ],
    'data that is none': [
      `return Promise.all([null, 'text', [1], {}, new Proxy(new Uint8Array(1), {}), new SharedArrayBuffer(8), new Uint8Array(new SharedArrayBuffer(8)), new ArrayBuffer(8, { maxByteLength: 16 }), new DataView(new ArrayBuffer(8, { maxByteLength: 16 }))]
         .map((data) => thrown(() => subtle.digest('SHA-1', data))))`,
      Array.from({ length: 9 }, () => 'TypeError'),
    ],
    'formats that do not fit the data': [
      `return Promise.all([thrown(() => subtle.importKey('raw', {}, 'AES-GCM', true, ['encrypt'])), thrown(() => subtle.importKey('jwk', utf8('{}'), 'AES-GCM', true, ['encrypt'])),
         thrown(() => subtle.importKey('pem', utf8('x'), 'AES-GCM', true, ['encrypt'])), thrown(() => subtle.importKey('jwk', {}, 'AES-GCM', true, ['encrypt'])),
         thrown(() => subtle.importKey('jwk', { kty: 'oct', k: '!' }, 'AES-GCM', true, ['encrypt'])), thrown(() => subtle.importKey('spki', utf8('x'), 'Ed25519', true, ['verify']))])`,
      ['TypeError', 'TypeError', 'TypeError', 'DataError', 'DataError', 'DataError'],
    ],
    'errors are of the isolate': [
      `try { await subtle.digest('MD5', utf8('x')) } catch (error) { var named = error }
       try { await subtle.decrypt(${gcm}, await aes(), utf8('x')) } catch (error) { var operation = error }
       return [named, operation].map((error) => [error instanceof DOMException, error instanceof Error, Object.getPrototypeOf(error) === DOMException.prototype, /node:|\\/home|file:/.test(error.stack + error.message)])`,
      [
        [true, true, true, false],
        [true, true, true, false],
      ],
    ],
    'work that would never end is refused': [
      `const key = await raw(utf8('password'), 'PBKDF2', ['deriveBits']);
       const rsa = (modulusLength, publicExponent) => thrown(() => subtle.generateKey({ name: 'RSA-PSS', hash: 'SHA-256', modulusLength, publicExponent: new Uint8Array(publicExponent) }, true, ['sign']));
       const derive = (iterations, length) => thrown(() => subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: utf8('salt'), iterations }, key, length));
       return Promise.all([derive(1e9, 256), derive(1e6, 2 ** 20), derive(1, 2 ** 31), rsa(16384, [1, 0, 1]), rsa(2048, [1]), rsa(2048, [2]), rsa(2048, [255, 255, 255, 255, 255]),
         thrown(() => subtle.generateKey({ name: 'HMAC', hash: 'SHA-1', length: 2 ** 31 }, true, ['sign']))])`,
      Array.from({ length: 8 }, () => 'OperationError'),
    ],
  });
});

describe('what functions cannot interfere with', () => {
  testCrypto({
    'bytes are those of the time of the call': [
      `const data = utf8('abc');
       const digest = subtle.digest('SHA-1', data);
       data.fill(0);
       return show(await digest)`,
      'a9993e364706816aba3e25717850c26c9cd0d89d',
    ],
    'a detached buffer is empty': [
      `const data = utf8('abc');
       data.buffer.transfer();
       return [show(await subtle.digest('SHA-1', data)), show(await subtle.digest('SHA-1', data.buffer))]`,
      ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ],
    'dictionaries are read in order, and once': [
      `const read = [];
       const algorithm = new Proxy({ name: 'AES-GCM', iv: new Uint8Array(12), tagLength: 128 }, { get: (target, name) => { read.push(name); return target[name] } });
       await subtle.encrypt(algorithm, await aes(), utf8('x'));
       return read`,
      ['name', 'name', 'additionalData', 'iv', 'tagLength'],
    ],
    'what getters throw rejects': [
      `return [await thrown(() => subtle.digest({ get name() { throw new RangeError('mine') } }, utf8('x'))),
         await thrown(() => subtle.importKey('jwk', { get kty() { throw new RangeError('mine') } }, 'AES-GCM', true, ['encrypt'])),
         await thrown(() => subtle.generateKey({ name: 'HMAC', hash: { get name() { throw new RangeError('mine') } } }, true, ['sign']))]`,
      ['RangeError', 'RangeError', 'RangeError'],
    ],
    'replaced built-ins see no key': [
      `const seen = [];
       const { apply, defineProperty } = Reflect;
       const note = (what) => { defineProperty(seen, seen.length, { value: what, enumerable: true }) };
       const spy = (target, name) => {
         const original = target[name];
         target[name] = function () { note(String(name)); return apply(original, this, arguments) };
         return () => { target[name] = original };
       };
       const key = await raw('00112233445566778899aabbccddeeff', { name: 'HMAC', hash: 'SHA-256' }, ['sign']);
       const undo = [spy(Uint8Array.prototype, 'slice'), spy(Uint8Array.prototype, 'subarray'), spy(Uint8Array.prototype, 'set'), spy(Array.prototype, 'map'), spy(Array.prototype, 'push'),
         spy(Object, 'entries'), spy(Object, 'fromEntries'), spy(JSON, 'stringify'), spy(JSON, 'parse'), spy(Array.prototype, Symbol.iterator)];
       const bytes = Uint8Array, buffer = ArrayBuffer;
       globalThis.Uint8Array = class extends bytes { constructor(a, b, c) { super(a, b, c); note('Uint8Array') } };
       globalThis.ArrayBuffer = class extends buffer { constructor(a) { super(a); note('ArrayBuffer') } };
       Object.prototype.toJSON = function () { note('toJSON'); return {} };
       Object.defineProperty(Array.prototype, 0, { configurable: true, set(value) { note('0') } });
       Object.defineProperty(Object.prototype, 'material', { configurable: true, set(value) { note('material') } });
       const data = new bytes(3);
       const signing = subtle.sign('HMAC', key, data);
       globalThis.Uint8Array = bytes; globalThis.ArrayBuffer = buffer;
       delete Object.prototype.toJSON; delete Array.prototype[0]; delete Object.prototype.material;
       for (let index = undo.length; index-- > 0; ) undo[index]();
       return [seen, (await signing).byteLength]`,
      [[], 32],
    ],
    'a then on every object sees no key': [
      `const seen = [];
       Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { seen.push(Object.prototype.toString.call(this)); return undefined } });
       const key = await hmac(['sign'], false);
       await subtle.sign('HMAC', key, utf8('x'));
       delete Object.prototype.then;
       return [...new Set(seen)].sort()`,
      ['[object ArrayBuffer]', '[object CryptoKey]'],
    ],
    'hundreds at once are all answered': [
      `const digests = await Promise.all(Array.from({ length: 500 }, (_, index) => subtle.digest('SHA-256', Uint8Array.of(index, index >> 8))));
       return new Set(digests.map(show)).size`,
      500,
    ],
    'a megabyte crosses whole': [
      `const data = new Uint8Array(1_000_000).fill(7);
       const key = await aes();
       const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
       const opened = new Uint8Array(await subtle.decrypt(algorithm, key, await subtle.encrypt(algorithm, key, data)));
       return [opened.length, opened.every((byte) => byte === 7)]`,
      [1_000_000, true],
    ],
  });
});
