import { testCases, type Cases } from './cases.ts';

const prelude = `
  const { subtle } = crypto;
  const hex = (text) => Uint8Array.fromHex(text.replaceAll(/\\s/g, ''));
  const show = (buffer) => new Uint8Array(buffer).toHex();
  const utf8 = (text) => new TextEncoder().encode(text);
  const raw = (text, algorithm, usages, extractable = false) =>
    subtle.importKey('raw', typeof text === 'string' ? hex(text) : text, algorithm, extractable, usages);
  const aes = (length = 128, usages = ['encrypt', 'decrypt'], name = 'AES-GCM', extractable = true) =>
    subtle.generateKey({ name, length }, extractable, usages);
  const hmac = (usages = ['sign', 'verify'], extractable = true) =>
    subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, extractable, usages);
  const ec = (name = 'ECDSA', usages = ['sign', 'verify']) =>
    subtle.generateKey({ name, namedCurve: 'P-256' }, true, usages);
`;
const withPrelude = (cases: Cases): Cases =>
  Object.fromEntries(Object.entries(cases).map(([name, [body, expected]]) => [name, [prelude + body, expected]]));
/** Declares tests whose bodies have short names for what cryptography is tested with. */
export const testCrypto = (cases: Cases): void => testCases(withPrelude(cases));
