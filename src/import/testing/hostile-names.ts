import { bundle, withFile, type Case } from './hostile-case.ts';

export const hostileNames: Case[] = [];
const add = (label: string, zip: Case[1], names: RegExp): void => void hostileNames.push([label, zip, names]);

// Names that lead out of the folder, to a device, or to another file than they seem to.
const slips = [
  '../evil.js',
  '../../evil.js',
  'a/../../evil.js',
  'functions/hello/../../evil.js',
  'functions/hello/../other/index.js',
  'functions/../nexo.json',
  './evil.js',
  'a/./b.js',
  'functions//hello/a.js',
  '/etc/passwd',
  '/functions/hello/a.js',
  '//server/share/a.js',
  'C:/evil.js',
  'C:evil.js',
  'c:\\evil.js',
  '\\\\server\\share\\a.js',
  'a\\..\\..\\evil.js',
  'functions\\hello\\a.js',
  '..\\evil.js',
  '....//evil.js',
  '.../evil.js',
  'functions/hello/.',
  'functions/hello/..',
  'functions/hello/...',
  '~/evil.js/..',
  '%2e%2e/..',
  'file:///etc/passwd',
  'functions/hello/a.js\0.txt',
  '\0',
  'a\nb.js',
  'a\rb.js',
  'a\tb.js',
  'a\u001bb.js',
  'a\u007fb.js',
  'a\u0085b.js',
  'a\u2028b.js',
  'a\u202Eb.js',
  'a\u200bb.js',
  'a\uFEFFb.js',
  'a\u2066b.js',
  'a:b.js',
  'a.js:stream',
  'a*.js',
  'a?.js',
  'a"b.js',
  "a'b.js",
  'a<b.js',
  'a>b.js',
  'a|b.js',
  'a;b.js',
  'a`b.js',
  'a$b.js',
  'a&b.js',
  'a#b.js',
  'a%b.js',
  'a\u00a0b.js',
];
for (const name of slips) add(`the name ${JSON.stringify(name)}`, () => withFile(name), /hostile|zip|name|cannot/);
const devices = ['CON', 'prn', 'Aux', 'NUL', 'com1', 'COM9', 'lpt1', 'LPT9'];
for (const name of devices) {
  add(`the device ${name}`, () => withFile(`functions/hello/${name}`), new RegExp(name));
  add(`the device ${name} with an ending`, () => withFile(`functions/hello/${name}.js`), new RegExp(name));
}
for (const name of ['a.', 'a ', ' a', 'a. ', 'lib./b.js', 'lib /b.js']) {
  add(`the name ${JSON.stringify(name)}`, () => withFile(`functions/hello/${name}`), /functions\/hello/);
}
for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0x61, 0xfe]]) {
  add(`a name of the bytes ${bytes.join(' ')}`, () => withFile(Buffer.from(bytes)), /cannot be used/);
}
add('a name of 300 characters', () => withFile('b'.repeat(300)), /too long|characters/);
add('a name of 60,000 characters', () => withFile('b'.repeat(60_000)), /too long/);
add('an empty name', () => withFile(''), /cannot be used/);
for (const depth of [17, 40, 100]) add(`${depth} folders`, () => withFile(`${'a/'.repeat(depth)}b`), /folders|long/);
for (const place of [
  'evil.js',
  '.nexo/token',
  '.nexo/moves.json',
  '.git/config',
  'functions/a.js',
  'functions/UPPER/index.js',
  'function/hello/a.js',
  'shared',
  '.env',
]) {
  add(`a file at ${place}`, () => withFile(place), new RegExp(place.replaceAll('.', '\\.')));
}
for (const inside of ['.env', '.npmrc', '.git/config', 'lib/.hidden.js']) {
  add(`the hidden file ${inside}`, () => withFile(`functions/hello/${inside}`), /hidden/);
}
add('a second function.json in other letters', () => withFile('functions/hello/Function.json'), /same name/);
add('function.json of a function nobody named', () => withFile('functions/other/function.json'), /functions\/other/);
add('code of a function nobody named', () => withFile('functions/other/index.js'), /functions\/other/);

// Names that are one file somewhere.
const collisions: [string, string][] = [
  ['lib/a.js', 'lib/a.js'],
  ['lib/a.js', 'lib/A.js'],
  ['Lib/a.js', 'lib/a.js'],
  ['\u00e9.js', 'e\u0301.js'],
  ['\u00c9.js', 'e\u0301.js'],
  ['\uac00.js', '\u1100\u1161.js'],
  ['\u212b.js', '\u00e5.js'],
  ['a', 'a/b.js'],
  ['A', 'a/b.js'],
  ['b/c', 'b/c/d/e.js'],
];
for (const [one, other] of collisions) {
  add(
    `both ${JSON.stringify(one)} and ${JSON.stringify(other)}`,
    () => bundle({ more: [one, other].map((name) => ({ name: `shared/${name}`, content: 'x' })) }),
    /shared\//,
  );
}
