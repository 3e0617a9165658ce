export interface TestSources {
  /** The URL of the page the test would be on. */
  page: string;
  /** The test's own URL, which stacks show. */
  file: string;
  harness: string;
  included: string[];
  source: string;
}

/** A fetch function that runs a test when it is called, and answers with what the harness found. */
export function environment({ page, file, harness, included, source }: TestSources): string {
  const checksInterfaces = included.some((text) => text.includes('IdlArray'));
  // One script: the harness takes the first microtask for the end of loading.
  const script = [
    harness,
    `__listen(); ${relativeFetch} ${checksInterfaces ? workerScope : relativeRequests}`,
    ...included,
    source,
    `//# sourceURL=${file}`,
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

const testTimeoutMs = 280_000;

/** The checks of interface definitions ask which kind of global this is; the harness itself has asked by then. */
const workerScope = `globalThis.DedicatedWorkerGlobalScope = class { static [Symbol.hasInstance]() { return true } };`;

/** Functions have no base URL, and tests rely on one. */
const relativeFetch = `{
  const absolute = globalThis.__absolute = (input) => {
    if (typeof input === 'symbol' || input instanceof Request) return input;
    const text = String(input);
    return URL.canParse(text) || !URL.canParse(text, location.href) ? text : new URL(text, location.href).href;
  };
  globalThis.fetch = new Proxy(fetch, { apply: (target, self, [input, ...rest]) => target(absolute(input), ...rest) });
}`;

/** Not where interfaces are checked: what stands in for them would be seen. */
const relativeRequests = `{
  const absolute = globalThis.__absolute;
  globalThis.Request = new Proxy(Request, {
    construct: (target, [input, ...rest], newTarget) => Reflect.construct(target, [absolute(input), ...rest], newTarget),
  });
  Request.prototype.constructor = Request;
  const { redirect } = Response;
  Response.redirect = (url, ...rest) => redirect.call(Response, absolute(url), ...rest);
}`;
