import { describe } from 'vitest';

import { testCases } from './cases.ts';

const decode = (label: string, bytes: number[], options = '{}') =>
  `return new TextDecoder('${label}', ${options}).decode(new Uint8Array(${JSON.stringify(bytes)}))`;

describe('TextEncoder and TextDecoder', () => {
  testCases({
    'encodes UTF-8': [
      `return [...new TextEncoder().encode('aé€😀')]`,
      [97, 195, 169, 226, 130, 172, 240, 159, 152, 128],
    ],
    'a lone surrogate becomes U+FFFD': [`return [...new TextEncoder().encode('\\uD800')]`, [239, 191, 189]],
    'encode without argument': [`return new TextEncoder().encode().length`, 0],
    'encodeInto stops at a whole character': [
      `const u = new Uint8Array(4); return [new TextEncoder().encodeInto('a€€', u), [...u]]`,
      [{ read: 2, written: 4 }, [97, 226, 130, 172]],
    ],
    'encodeInto needs a Uint8Array': [
      `return thrown(() => new TextEncoder().encodeInto('', new Uint16Array(1)))`,
      'TypeError',
    ],
    'decodes UTF-8': [decode('utf-8', [0xe2, 0x82, 0xac]), '€'],
    'drops the byte order mark': [decode('utf-8', [0xef, 0xbb, 0xbf, 0x61]), 'a'],
    'keeps the byte order mark when asked': [
      decode('utf-8', [0xef, 0xbb, 0xbf, 0x61], '{ ignoreBOM: true }'),
      '\uFEFFa',
    ],
    'replaces what is malformed': [decode('utf-8', [0x61, 0xff, 0x62]), 'a\uFFFDb'],
    'fatal throws': [
      `return thrown(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])))`,
      'TypeError',
    ],
    streams: [
      `const d = new TextDecoder(); return d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode(new Uint8Array([0xac]))`,
      '€',
    ],
    'an unfinished end is replaced': [
      `const d = new TextDecoder(); return d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode()`,
      '\uFFFD',
    ],
    labels: [
      `return ['UTF8', 'latin1', ' ascii ', 'unicode', 'sjis', 'gb2312'].map((l) => new TextDecoder(l).encoding)`,
      ['utf-8', 'windows-1252', 'windows-1252', 'utf-16le', 'shift_jis', 'gbk'],
    ],
    'an unknown label throws': [`return thrown(() => new TextDecoder('x'))`, 'RangeError'],
    'utf-16le': [decode('utf-16le', [0x61, 0, 0xac, 0x20]), 'a€'],
    'utf-16be': [decode('utf-16be', [0, 0x61]), 'a'],
    'windows-1252': [decode('windows-1252', [0x80, 0xe9]), '€é'],
    'iso-8859-2': [decode('iso-8859-2', [0xb1]), 'ą'],
    'koi8-r': [decode('koi8-r', [0xc1]), 'а'],
    shift_jis: [decode('shift_jis', [0x93, 0xfa, 0x96, 0x7b]), '日本'],
    'euc-jp': [decode('euc-jp', [0xc6, 0xfc]), '日'],
    'iso-2022-jp': [decode('iso-2022-jp', [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42]), '日'],
    gb18030: [decode('gb18030', [0x81, 0x30, 0x81, 0x30]), '\u0080'],
    gbk: [decode('gbk', [0xc4, 0xe3]), '你'],
    big5: [decode('big5', [0xa7, 0x41]), '你'],
    'euc-kr': [decode('euc-kr', [0xc7, 0xd1]), '한'],
    'takes an ArrayBuffer and a DataView': [
      `const b = new Uint8Array([97, 98]).buffer; return new TextDecoder().decode(b) + new TextDecoder().decode(new DataView(b, 1))`,
      'abb',
    ],
    'refuses what is no bytes': [`return thrown(() => new TextDecoder().decode('x'))`, 'TypeError'],
    attributes: [
      `const d = new TextDecoder('utf-8', { fatal: 1, ignoreBOM: 1 }); return [d.encoding, d.fatal, d.ignoreBOM, Object.keys(d)]`,
      ['utf-8', true, true, []],
    ],
    'decoder stream': [
      `const s = new ReadableStream({ start(c) { c.enqueue(new Uint8Array([0xe2, 0x82])); c.enqueue(new Uint8Array([0xac, 0x61])); c.close() } }).pipeThrough(new TextDecoderStream());
       return (await Array.fromAsync(s)).join('|')`,
      '€a',
    ],
    'encoder stream joins surrogates': [
      `const s = new ReadableStream({ start(c) { c.enqueue('\\uD83D'); c.enqueue('\\uDE00'); c.close() } }).pipeThrough(new TextEncoderStream());
       return [...new Uint8Array(await new Response(s).arrayBuffer())]`,
      [240, 159, 152, 128],
    ],
    'atob and btoa': [
      `return [btoa('aé'), atob(' Y W I= '), thrown(() => btoa('€')), thrown(() => atob('a')), atob('')]`,
      ['Yek=', 'ab', 'InvalidCharacterError', 'InvalidCharacterError', ''],
    ],
  });
});
