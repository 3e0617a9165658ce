import { describe } from 'vitest';

import { testCrypto } from './crypto-cases.ts';

/** Published answers: FIPS 180, RFC 4231, SP 800-38A, the GCM proposal, RFC 3394, 6070, 5869, 6979, 8032 and 7748. */
describe('known answers', () => {
  testCrypto({
    'SHA-1': [`return show(await subtle.digest('SHA-1', utf8('abc')))`, 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    'SHA-256': [
      `return show(await subtle.digest({ name: 'sha-256' }, utf8('abc')))`,
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ],
    'SHA-384 of nothing': [
      `return show(await subtle.digest('SHA-384', new ArrayBuffer(0)))`,
      '38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b',
    ],
    'SHA-512': [
      `return show(await subtle.digest('SHA-512', new DataView(utf8('abc').buffer)))`,
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
        '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    ],
    'HMAC with SHA-256': [
      `const key = await raw(utf8('Jefe'), { name: 'HMAC', hash: 'SHA-256' }, ['sign']);
       return show(await subtle.sign('HMAC', key, utf8('what do ya want for nothing?')))`,
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    'AES-CBC': [
      `const key = await raw('2b7e151628aed2a6abf7158809cf4f3c', 'AES-CBC', ['encrypt']);
       const iv = hex('000102030405060708090a0b0c0d0e0f');
       const sealed = await subtle.encrypt({ name: 'AES-CBC', iv }, key, hex('6bc1bee22e409f96e93d7e117393172a'));
       return show(sealed).slice(0, 32)`,
      '7649abac8119b246cee98e9b12e9197d',
    ],
    'AES-CTR': [
      `const key = await raw('2b7e151628aed2a6abf7158809cf4f3c', 'AES-CTR', ['encrypt']);
       const counter = hex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff');
       return show(await subtle.encrypt({ name: 'AES-CTR', counter, length: 64 }, key, hex('6bc1bee22e409f96e93d7e117393172a')))`,
      '874d6191b620e3261bef6864990db6ce',
    ],
    'AES-GCM': [
      `const key = await raw('feffe9928665731c6d6a8f9467308308', 'AES-GCM', ['encrypt']);
       const algorithm = { name: 'AES-GCM', iv: hex('cafebabefacedbaddecaf888'), additionalData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2') };
       const plain = hex('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39');
       return show(await subtle.encrypt(algorithm, key, plain)).slice(-32)`,
      '5bc94fbc3221a5db94fae95ae7121a47',
    ],
    'AES-KW': [
      `const wrapping = await raw('000102030405060708090a0b0c0d0e0f', 'AES-KW', ['wrapKey']);
       const key = await raw('00112233445566778899aabbccddeeff', 'AES-CBC', ['encrypt'], true);
       return show(await subtle.wrapKey('raw', key, wrapping, 'AES-KW'))`,
      '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5',
    ],
    PBKDF2: [
      `const key = await raw(utf8('password'), 'PBKDF2', ['deriveBits']);
       return show(await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-1', salt: utf8('salt'), iterations: 4096 }, key, 160))`,
      '4b007901b765489abead49d926f721d065a429c1',
    ],
    HKDF: [
      `const key = await raw('0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b', 'HKDF', ['deriveBits']);
       const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: hex('000102030405060708090a0b0c'), info: hex('f0f1f2f3f4f5f6f7f8f9') };
       return show(await subtle.deriveBits(algorithm, key, 336))`,
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    ],
    'ECDSA on P-256': [
      `const point = '04 60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6 7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299';
       const key = await raw(point, { name: 'ECDSA', namedCurve: 'P-256' }, ['verify']);
       const signature = hex('efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716 f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8');
       const verify = (text) => subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, utf8(text));
       return [await verify('sample'), await verify('simple')]`,
      [true, false],
    ],
    Ed25519: [
      `const pkcs8 = hex('302e020100300506032b657004220420 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
       const key = await subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
       return show(await subtle.sign('Ed25519', key, new Uint8Array(0)))`,
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    X25519: [
      `const pkcs8 = hex('302e020100300506032b656e04220420 5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
       const key = await subtle.importKey('pkcs8', pkcs8, 'X25519', false, ['deriveBits']);
       const other = await raw('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a', 'X25519', []);
       return show(await subtle.deriveBits({ name: 'X25519', public: other }, key, 256))`,
      '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    ],
  });
});

describe('keys', () => {
  testCrypto({
    'tell what they are': [
      `const { publicKey, privateKey } = await subtle.generateKey({ name: 'rsa-oaep', modulusLength: 2048,
         publicExponent: new Uint8Array([1, 0, 1]), hash: 'sha-256' }, false, ['unwrapKey', 'encrypt', 'decrypt', 'encrypt']);
       const tell = (key) => [String(key), key.type, key.extractable, key.usages.sort(), { ...key.algorithm, publicExponent: key.algorithm.publicExponent.toHex() }];
       return [tell(publicKey), tell(privateKey), publicKey instanceof CryptoKey]`,
      [
        [
          '[object CryptoKey]',
          'public',
          true,
          ['encrypt'],
          { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: '010001', hash: { name: 'SHA-256' } },
        ],
        [
          '[object CryptoKey]',
          'private',
          false,
          ['decrypt', 'unwrapKey'],
          { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: '010001', hash: { name: 'SHA-256' } },
        ],
        true,
      ],
    ],
    'give the same objects each time, and what is written to them has no effect': [
      `const key = await aes(256, ['decrypt']);
       key.usages.push('encrypt'); key.algorithm.name = 'AES-CBC';
       const same = key.usages === key.usages && key.algorithm === key.algorithm;
       return [same, await thrown(() => subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, utf8('x')))]`,
      [true, 'InvalidAccessError'],
    ],
    'cannot be made by hand': [
      `return [thrown(() => new CryptoKey()), thrown(() => new SubtleCrypto()),
        thrown(() => CryptoKey.prototype.type), await thrown(() => subtle.exportKey('raw', Object.create(CryptoKey.prototype)))]`,
      ['TypeError', 'TypeError', 'TypeError', 'TypeError'],
    ],
    'have nothing of their own to look at': [
      `const key = await aes();
       return [Reflect.ownKeys(key), JSON.stringify(key), Object.keys(CryptoKey.prototype).sort()]`,
      [[], '{}', ['algorithm', 'extractable', 'type', 'usages']],
    ],
    'are cloned, and the clone works': [
      `const key = await hmac(['sign', 'verify'], false);
       const { copy } = structuredClone({ copy: key });
       const signature = await subtle.sign('HMAC', copy, utf8('text'));
       return [copy !== key, copy instanceof CryptoKey, copy.extractable, await subtle.verify('HMAC', key, signature, utf8('text'))]`,
      [true, true, false, true],
    ],
    'travel through ports': [
      `const { port1, port2 } = new MessageChannel();
       const received = new Promise((resolve) => { port2.onmessage = (event) => resolve(event.data) });
       port1.postMessage(await aes());
       const key = await received;
       port1.close();
       return [key.type, key.algorithm]`,
      ['secret', { name: 'AES-GCM', length: 128 }],
    ],
    'go out and in as JSON Web Keys': [
      `const { privateKey } = await ec();
       const jwk = await subtle.exportKey('jwk', privateKey);
       const again = await subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
       return [Object.keys(jwk).sort(), jwk.kty, jwk.crv, jwk.ext, jwk.key_ops, JSON.stringify(await subtle.exportKey('jwk', again)) === JSON.stringify(jwk)]`,
      [['crv', 'd', 'ext', 'key_ops', 'kty', 'x', 'y'], 'EC', 'P-256', true, ['sign'], true],
    ],
    'go out and in as SPKI and PKCS #8': [
      `const pair = await subtle.generateKey('Ed25519', true, ['sign', 'verify']);
       const spki = await subtle.exportKey('spki', pair.publicKey), pkcs8 = await subtle.exportKey('pkcs8', pair.privateKey);
       const verifying = await subtle.importKey('spki', spki, 'Ed25519', false, ['verify']);
       const signing = await subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
       return subtle.verify('Ed25519', verifying, await subtle.sign('Ed25519', signing, utf8('x')), utf8('x'))`,
      true,
    ],
    'stay inside unless they are extractable': [
      `const key = await hmac(['sign'], false);
       const wrapping = await aes(256, ['wrapKey'], 'AES-GCM');
       return [await thrown(() => subtle.exportKey('raw', key)), await thrown(() => subtle.exportKey('jwk', key)),
         await thrown(() => subtle.wrapKey('raw', key, wrapping, { name: 'AES-GCM', iv: new Uint8Array(12) }))]`,
      ['InvalidAccessError', 'InvalidAccessError', 'InvalidAccessError'],
    ],
    'say no to ext: false when they shall be extractable': [
      `const jwk = { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', ext: false };
       const load = (extractable) => subtle.importKey('jwk', jwk, 'AES-GCM', extractable, ['encrypt']);
       return [await thrown(() => load(true)), (await load(false)).extractable]`,
      ['DataError', false],
    ],
  });
});

describe('wrapping and deriving', () => {
  testCrypto({
    'wraps keys of every format in every algorithm': [
      `const iv = new Uint8Array(16);
       const { publicKey, privateKey } = await subtle.generateKey({ name: 'RSA-OAEP', modulusLength: 2048,
         publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' }, false, ['wrapKey', 'unwrapKey']);
       const usages = ['wrapKey', 'unwrapKey'];
       const both = async (algorithm, length) => { const key = await aes(length, usages, algorithm.name); return [algorithm, key, key] };
       const ways = [[{ name: 'RSA-OAEP' }, publicKey, privateKey], await both({ name: 'AES-GCM', iv }, 128),
         await both({ name: 'AES-CBC', iv }, 192), await both({ name: 'AES-CTR', counter: iv, length: 64 }, 256), await both({ name: 'AES-KW' }, 256)];
       const key = await raw('00112233445566778899aabbccddeeff', 'AES-GCM', ['encrypt'], true);
       const results = [];
       for (const [algorithm, wrapping, unwrapping] of ways) {
         const wrapped = await subtle.wrapKey('raw', key, wrapping, algorithm);
         const unwrapped = await subtle.unwrapKey('raw', wrapped, unwrapping, algorithm, 'AES-GCM', true, ['encrypt']);
         results.push(show(await subtle.exportKey('raw', unwrapped)));
       }
       const { privateKey: signing } = await ec();
       for (const format of ['pkcs8', 'jwk']) {
         const [algorithm, wrapping] = ways[1];
         const wrapped = await subtle.wrapKey(format, signing, wrapping, algorithm);
         const unwrapped = await subtle.unwrapKey(format, wrapped, wrapping, algorithm, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
         results.push([unwrapped.type, unwrapped.extractable]);
       }
       return [...new Set(results.map(String))]`,
      ['00112233445566778899aabbccddeeff', 'private,false'],
    ],
    'refuses what was not wrapped so': [
      `const key = await aes(256, ['wrapKey', 'unwrapKey', 'encrypt']);
       const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
       const unwrap = (format, bytes) => thrown(() => subtle.unwrapKey(format, bytes, key, algorithm, 'AES-GCM', true, ['encrypt']));
       const text = (value) => subtle.encrypt(algorithm, key, utf8(value));
       return [await unwrap('raw', new Uint8Array(32)), await unwrap('jwk', await text('{oops')), await unwrap('jwk', await text('{}')), await unwrap('raw', await text('short'))]`,
      ['OperationError', 'DataError', 'DataError', 'DataError'],
    ],
    'derives the same key on both sides': [
      `const [one, two] = [await ec('ECDH', ['deriveKey']), await ec('ECDH', ['deriveKey'])];
       const derive = (mine, theirs) => subtle.deriveKey({ name: 'ECDH', public: theirs.publicKey }, mine.privateKey, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
       const keys = [await derive(one, two), await derive(two, one)];
       const [left, right] = [show(await subtle.exportKey('raw', keys[0])), show(await subtle.exportKey('raw', keys[1]))];
       return [left === right, left.length, keys[0].algorithm]`,
      [true, 64, { name: 'AES-GCM', length: 256 }],
    ],
    'derives a key for further derivation': [
      `const [one, two] = [await ec('ECDH', ['deriveKey', 'deriveBits']), await ec('ECDH', ['deriveBits'])];
       const secret = await subtle.deriveBits({ name: 'ECDH', public: two.publicKey }, one.privateKey, 256);
       const base = await subtle.deriveKey({ name: 'ECDH', public: two.publicKey }, one.privateKey, 'HKDF', false, ['deriveBits']);
       const same = await raw(new Uint8Array(secret), 'HKDF', ['deriveBits']);
       const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: new Uint8Array(0) };
       return [base.algorithm, show(await subtle.deriveBits(algorithm, base, 128)) === show(await subtle.deriveBits(algorithm, same, 128)),
         await thrown(() => subtle.deriveKey({ name: 'ECDH', public: two.publicKey }, one.privateKey, 'HKDF', true, ['deriveBits']))]`,
      [{ name: 'HKDF' }, true, 'SyntaxError'],
    ],
    "derives an HMAC key of the hash's block size": [
      `const base = await raw(utf8('password'), 'PBKDF2', ['deriveKey']);
       const key = await subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-512', salt: utf8('salt'), iterations: 10 }, base, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
       return key.algorithm`,
      { name: 'HMAC', hash: { name: 'SHA-1' }, length: 512 },
    ],
  });
});
