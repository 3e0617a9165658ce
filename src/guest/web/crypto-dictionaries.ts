/** What algorithms take by operation: https://w3c.github.io/webcrypto/#algorithm-overview */

export type Operation =
  | 'encrypt'
  | 'decrypt'
  | 'sign'
  | 'verify'
  | 'digest'
  | 'generateKey'
  | 'deriveBits'
  | 'importKey'
  | 'exportKey'
  | 'wrapKey'
  | 'unwrapKey'
  | 'getKeyLength';

/** A member of an algorithm's dictionary. `max` is for integers, which are all `[EnforceRange]`. */
export interface Member {
  readonly name: string;
  readonly type: 'bytes' | 'bigInteger' | 'hash' | 'text' | 'key' | 'integer';
  readonly required: boolean;
  readonly max: number;
}

const octet = 255;
const short = 65_535;
const long = 4_294_967_295;

const required = (name: string, type: Member['type'], max = 0): Member => ({ name, type, required: true, max });
const optional = (name: string, type: Member['type'], max = 0): Member => ({ name, type, required: false, max });

// Dictionaries are read in the order of their names, those they inherit from first.
const none: readonly Member[] = [];
const aesLength = [required('length', 'integer', short)];
const hash = [required('hash', 'hash')];
const hmacKey = [required('hash', 'hash'), optional('length', 'integer', long)];
const rsaKeyGen = [
  required('modulusLength', 'integer', long),
  required('publicExponent', 'bigInteger'),
  required('hash', 'hash'),
];
const curve = [required('namedCurve', 'text')];
const publicKey = [required('public', 'key')];
const oaep = [optional('label', 'bytes')];
const pss = [required('saltLength', 'integer', long)];
const cbc = [required('iv', 'bytes')];
const ctr = [required('counter', 'bytes'), required('length', 'integer', octet)];
const gcm = [optional('additionalData', 'bytes'), required('iv', 'bytes'), optional('tagLength', 'integer', octet)];
const hkdf = [required('hash', 'hash'), required('info', 'bytes'), required('salt', 'bytes')];
const pbkdf2 = [required('hash', 'hash'), required('iterations', 'integer', long), required('salt', 'bytes')];

export type Operations = Readonly<Partial<Record<Operation, readonly Member[]>>>;

const encryption = (members: readonly Member[]): Operations => ({
  encrypt: members,
  decrypt: members,
  wrapKey: members,
  unwrapKey: members,
});
const aes = { generateKey: aesLength, importKey: none, exportKey: none, getKeyLength: aesLength };
const rsa = { generateKey: rsaKeyGen, importKey: hash, exportKey: none };
const ec = { generateKey: curve, importKey: curve, exportKey: none };
const curve25519 = { generateKey: none, importKey: none, exportKey: none };
const signing = (members: readonly Member[]): Operations => ({ sign: members, verify: members });

/** By the names as the specification writes them. */
export const algorithms: Readonly<Record<string, Operations>> = {
  'AES-CBC': { ...aes, ...encryption(cbc) },
  'AES-CTR': { ...aes, ...encryption(ctr) },
  'AES-GCM': { ...aes, ...encryption(gcm) },
  'AES-KW': { ...aes, wrapKey: none, unwrapKey: none },
  ECDH: { ...ec, deriveBits: publicKey },
  ECDSA: { ...ec, ...signing(hash) },
  Ed25519: { ...curve25519, ...signing(none) },
  HKDF: { importKey: none, deriveBits: hkdf, getKeyLength: none },
  HMAC: { generateKey: hmacKey, importKey: hmacKey, exportKey: none, getKeyLength: hmacKey, ...signing(none) },
  PBKDF2: { importKey: none, deriveBits: pbkdf2, getKeyLength: none },
  'RSA-OAEP': { ...rsa, ...encryption(oaep) },
  'RSA-PSS': { ...rsa, ...signing(pss) },
  'RSASSA-PKCS1-v1_5': { ...rsa, ...signing(none) },
  'SHA-1': { digest: none },
  'SHA-256': { digest: none },
  'SHA-384': { digest: none },
  'SHA-512': { digest: none },
  X25519: { ...curve25519, deriveBits: publicKey },
};
