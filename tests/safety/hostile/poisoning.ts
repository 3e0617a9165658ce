import { isHarmless, type HostileFunction } from './hostile-function.ts';

/** A function's own world turned upside down: it may break itself, and nothing it shares. */
export const poisonings: readonly HostileFunction[] = [
  isHarmless('promise-then', 'Promise.prototype.then = () => { throw new Error("mine"); }; return "answered";'),
  isHarmless('json-stringify', 'JSON.stringify = () => "stolen"; return { answered: true };'),
  isHarmless(
    'object-prototype',
    'Object.prototype.status = 500; Object.prototype.body = "stolen"; Object.prototype.then = 1; return "answered";',
  ),
  isHarmless(
    'array-iterator',
    'Array.prototype[Symbol.iterator] = function* () { yield "stolen"; }; return "answered";',
  ),
  isHarmless(
    'array-methods',
    'for (const name of ["push", "map", "slice", "join", "forEach"]) Array.prototype[name] = () => { for (;;); }; return "answered";',
  ),
  isHarmless(
    'map-and-set',
    'Map.prototype.get = Map.prototype.set = Set.prototype.has = () => { for (;;); }; return "answered";',
  ),
  isHarmless(
    'function-call',
    'Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { for (;;); }; return "answered";',
  ),
  isHarmless('reflect-apply', 'Reflect.apply = Reflect.get = () => { for (;;); }; return "answered";'),
  isHarmless(
    'text-methods',
    'String.prototype.slice = String.prototype.split = String.prototype.charCodeAt = () => { for (;;); }; return "answered";',
  ),
  isHarmless(
    'setter-on-index',
    'Object.defineProperty(Array.prototype, "0", { set() { for (;;); } }); return "answered";',
  ),
  isHarmless('response-replaced', 'globalThis.Response = class { constructor() { for (;;); } }; return "answered";'),
  {
    name: 'globals-deleted',
    body: 'for (const name of Object.getOwnPropertyNames(globalThis)) delete globalThis[name]; return "answered";',
    ends: ['ANSWERED', 'THROWN', 'BAD_RESPONSE'],
  },
  isHarmless('globals-frozen', 'Object.freeze(globalThis); Object.freeze(Object.prototype); return "answered";'),
  isHarmless('constructor-chain', 'return ({}).constructor.constructor("return typeof process + typeof require")();'),
  isHarmless(
    'host-errors',
    'try { await fetch("http://127.0.0.1:1/"); } catch (e) { return e.constructor.constructor("return typeof process")() + String(e.stack).includes("/out/engine"); }',
  ),
  { name: 'import-node', body: 'await import("node:fs" + "");', ends: ['THROWN', 'SYNTAX_ERROR'] },
  {
    name: 'access-isolate',
    body: 'return Object.getOwnPropertyNames(globalThis).filter((name) => /ivm|isolate|__nexo|^__/i.test(name)).length;',
    ends: ['ANSWERED'],
  },
];
