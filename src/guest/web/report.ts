/**
 * https://html.spec.whatwg.org/#report-an-exception, set by the global scope: callbacks throw in modules that
 * the global scope itself is built from.
 */
let report: (error: unknown) => void = () => undefined;

export const setReporter = (reporter: (error: unknown) => void): void => {
  report = reporter;
};

/** Fires `error` on the global; if nobody handles it, logs it as uncaught. Never throws. */
export const reportException = (error: unknown): void => report(error);
