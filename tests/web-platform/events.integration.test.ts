import { describe } from 'vitest';

import { testCases } from './cases.ts';

describe('events', () => {
  testCases({
    'a listener is called once for one registration': [
      `let n = 0; const f = () => n++; const t = new EventTarget(); t.addEventListener('x', f); t.addEventListener('x', f); t.dispatchEvent(new Event('x')); return n`,
      1,
    ],
    once: [
      `let n = 0; const t = new EventTarget(); t.addEventListener('x', () => n++, { once: true }); t.dispatchEvent(new Event('x')); t.dispatchEvent(new Event('x')); return n`,
      1,
    ],
    'capture listeners come first': [
      `const r = []; const t = new EventTarget(); t.addEventListener('x', () => r.push('b')); t.addEventListener('x', () => r.push('c'), true); t.dispatchEvent(new Event('x')); return r`,
      ['c', 'b'],
    ],
    handleEvent: [
      `const r = []; const t = new EventTarget(); const o = { handleEvent(e) { r.push(this === o, e.type) } }; t.addEventListener('x', o); t.dispatchEvent(new Event('x')); return r`,
      [true, 'x'],
    ],
    'a signal removes': [
      `let n = 0; const c = new AbortController(); const t = new EventTarget(); t.addEventListener('x', () => n++, { signal: c.signal }); c.abort(); t.dispatchEvent(new Event('x')); return n`,
      0,
    ],
    stopImmediatePropagation: [
      `let n = 0; const t = new EventTarget(); t.addEventListener('x', (e) => e.stopImmediatePropagation()); t.addEventListener('x', () => n++); t.dispatchEvent(new Event('x')); return n`,
      0,
    ],
    preventDefault: [
      `const t = new EventTarget(); t.addEventListener('x', (e) => e.preventDefault()); return [t.dispatchEvent(new Event('x', { cancelable: true })), t.dispatchEvent(new Event('x'))]`,
      [false, true],
    ],
    'passive listeners cannot cancel': [
      `const t = new EventTarget(); t.addEventListener('x', (e) => e.preventDefault(), { passive: true }); return t.dispatchEvent(new Event('x', { cancelable: true }))`,
      true,
    ],
    'attributes of an event': [
      `const e = new Event('x', { bubbles: true }); return [e.type, e.bubbles, e.cancelable, e.composed, e.target, e.eventPhase, e.isTrusted, e.defaultPrevented, e.returnValue, e.cancelBubble, e.composedPath()]`,
      ['x', true, false, false, null, 0, false, false, true, false, []],
    ],
    'isTrusted is an own unforgeable attribute': [
      `const d = Object.getOwnPropertyDescriptor(new Event('x'), 'isTrusted'); return [typeof d.get, d.enumerable, d.configurable]`,
      ['function', true, false],
    ],
    'a dispatched event cannot be dispatched again': [
      `const t = new EventTarget(); const e = new Event('x'); let r; t.addEventListener('x', () => { r = thrown(() => t.dispatchEvent(e)) }); t.dispatchEvent(e); return r`,
      'InvalidStateError',
    ],
    'EventTarget can be subclassed': [
      `class T extends EventTarget {} let n = 0; const t = new T(); t.addEventListener('x', () => n++); t.dispatchEvent(new Event('x')); return n`,
      1,
    ],
    CustomEvent: [`return new CustomEvent('x', { detail: { a: 1 } }).detail`, { a: 1 }],
    ErrorEvent: [
      `const e = new ErrorEvent('x', { message: 'm', lineno: 3, error: 7 }); return [e.message, e.filename, e.lineno, e.colno, e.error]`,
      ['m', '', 3, 0, 7],
    ],
    MessageEvent: [
      `const e = new MessageEvent('x', { data: 1 }); return [e.data, e.origin, e.lastEventId, e.source, e.ports]`,
      [1, '', '', null, []],
    ],
    'PromiseRejectionEvent needs a promise': [
      `return [thrown(() => new PromiseRejectionEvent('x', {})), new PromiseRejectionEvent('x', { promise: Promise.resolve(), reason: 1 }).reason]`,
      ['TypeError', 1],
    ],
    'the global object is an event target': [
      `let seen; addEventListener('x', (e) => { seen = e.target === globalThis }, { once: true }); dispatchEvent(new Event('x')); return seen`,
      true,
    ],
    'a throwing listener is reported, and the others run': [
      `let seen, n = 0; addEventListener('error', (e) => { seen = e.error.message; e.preventDefault() }, { once: true }); const t = new EventTarget(); t.addEventListener('x', () => { throw new Error('boom') }); t.addEventListener('x', () => n++); t.dispatchEvent(new Event('x')); return [seen, n]`,
      ['boom', 1],
    ],
    'reportError reaches onerror': [
      `let args; onerror = (...a) => { args = a; return true }; reportError(new TypeError('oops')); onerror = null; return [args[0], typeof args[2], args[4].message]`,
      ['Uncaught TypeError: oops', 'number', 'oops'],
    ],
    'an event handler attribute keeps its place': [
      `const r = []; const c = new AbortController(); c.signal.onabort = () => r.push('a'); c.signal.addEventListener('abort', () => r.push('b')); c.signal.onabort = () => r.push('c'); c.abort(); return r`,
      ['c', 'b'],
    ],
  });
});

describe('abort', () => {
  testCases({
    'abort gives a reason': [
      `const c = new AbortController(); c.abort(); return [c.signal.aborted, c.signal.reason.name]`,
      [true, 'AbortError'],
    ],
    'abort fires once': [
      `let n = 0; const c = new AbortController(); c.signal.onabort = () => n++; c.abort(); c.abort(); return n`,
      1,
    ],
    'abort event is trusted': [
      `let t; const c = new AbortController(); c.signal.onabort = (e) => { t = e.isTrusted }; c.abort(); return t`,
      true,
    ],
    'a given reason stays': [`const c = new AbortController(); c.abort(7); return c.signal.reason`, 7],
    throwIfAborted: [`return thrown(() => AbortSignal.abort().throwIfAborted())`, 'AbortError'],
    timeout: [
      `const s = AbortSignal.timeout(1); await new Promise((r) => { s.onabort = r }); return s.reason.name`,
      'TimeoutError',
    ],
    'timeout refuses a negative time': [`return thrown(() => AbortSignal.timeout(-1))`, 'TypeError'],
    'any follows the first': [
      `const a = new AbortController(), b = new AbortController(); const s = AbortSignal.any([a.signal, b.signal]); b.abort('b'); a.abort('a'); return s.reason`,
      'b',
    ],
    'any of an aborted signal': [`return AbortSignal.any([AbortSignal.abort(1)]).reason`, 1],
    'any of any': [
      `const a = new AbortController(); const s = AbortSignal.any([AbortSignal.any([a.signal])]); a.abort(1); return s.reason`,
      1,
    ],
    'any sets all before it fires': [
      `const a = new AbortController(); const s = AbortSignal.any([a.signal]); let seen; a.signal.onabort = () => { seen = s.aborted }; a.abort(); return seen`,
      true,
    ],
    'a DOMException is an Error': [
      `const e = new DOMException('m', 'AbortError'); return [e instanceof Error, Error.isError(e), e.code, e.message, String(e), typeof e.stack, Object.prototype.toString.call(e)]`,
      [true, true, 20, 'm', 'AbortError: m', 'string', '[object DOMException]'],
    ],
    'the stack of a DOMException begins with its name and message, which are no own properties': [
      `const e = new DOMException('m', 'AbortError'); return [e.stack.split('\\n')[0], Object.keys(e), Object.hasOwn(e, 'message')]`,
      ['AbortError: m', [], false],
    ],
    'DOMException constants': [`return [DOMException.NOT_FOUND_ERR, DOMException.prototype.DATA_CLONE_ERR]`, [8, 25]],
  });
});
