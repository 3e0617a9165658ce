export interface TestSources {
  /** The URL of the page the test would be on. */
  page: string;
  harness: string;
  included: string[];
  source: string;
}

/** A fetch function that runs a test when it is called, and answers with what the harness found. */
export function environment({ page, harness, included, source }: TestSources): string {
  const checksInterfaces = included.some((text) => text.includes('IdlArray'));
  // One script: the harness takes the first microtask for the end of loading.
  const script = [
    harness,
    checksInterfaces ? `__listen(); ${workerScope}` : `__listen(); ${relativeUrls}`,
    ...included,
    source,
  ].join('\n;\n');
  return `
const base = new URL(${JSON.stringify(page)});
globalThis.location = { href: base.href, origin: base.origin, protocol: base.protocol, host: base.host,
  hostname: base.hostname, port: base.port, pathname: base.pathname, search: base.search, hash: base.hash,
  toString: () => base.href };
globalThis.GLOBAL = { isWindow: () => false, isWorker: () => false, isShadowRealm: () => false };

export default {
  fetch() {
    const { promise, resolve } = Promise.withResolvers();
    const { stringify } = JSON;
    globalThis.__listen = () => {
      delete globalThis.__listen;
      add_completion_callback((tests, status) => resolve(stringify({
        subtests: tests.filter((test) => test.status !== test.PRECONDITION_FAILED)
          .map((test) => ({ name: test.name, passed: test.status === test.PASS, message: test.message })),
        error: status.status === 0 ? null : String(status.message),
      })));
    };
    const giveUp = setTimeout(() => { try { timeout(); } catch {} }, ${testTimeoutMs});
    (0, eval)(${JSON.stringify(script)});
    return promise.then((text) => { clearTimeout(giveUp); return new Response(text); });
  },
};`;
}

const testTimeoutMs = 60_000;

/** The checks of interface definitions ask which kind of global this is; the harness itself has asked by then. */
const workerScope = `globalThis.DedicatedWorkerGlobalScope = class { static [Symbol.hasInstance]() { return true } };`;

/** Functions have no base URL, and tests rely on one. Interfaces stay what they are, apart from being proxies. */
const relativeUrls = `{
  const absolute = (input) => typeof input === 'string' || input instanceof URL ? resolve(String(input)) : input;
  const resolve = (text) => URL.canParse(text) || !URL.canParse(text, location.href) ? text : new URL(text, location.href).href;
  globalThis.Request = new Proxy(Request, {
    construct: (target, [input, ...rest], newTarget) =>
      Reflect.construct(target, input === undefined && rest.length === 0 ? [] : [absolute(input), ...rest], newTarget),
  });
  globalThis.fetch = new Proxy(fetch, { apply: (target, self, [input, ...rest]) => target(absolute(input), ...rest) });
  const redirect = Response.redirect;
  Response.redirect = (url, ...rest) => redirect.call(Response, absolute(url), ...rest);
}`;
