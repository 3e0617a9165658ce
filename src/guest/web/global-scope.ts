import { type ErrorPosition, errorText, stackPosition } from './error-text.ts';
import { defineEventHandler } from './event-handler.ts';
import { ErrorEvent } from './event-types.ts';
import { EventTarget, fireEvent } from './event-target.ts';
import { writeLog } from './log.ts';
import { defineProperty } from './primordials.ts';
import { setReporter } from './report.ts';
import { requireArguments } from './webidl.ts';

/** The global object as an event target, and https://html.spec.whatwg.org/#report-an-exception */

let reporting = false;

function report(error: unknown): void {
  // An exception in an error handler is not reported to that handler again.
  if (reporting) {
    writeLog('error', `Uncaught ${errorText(error)}`);
    return;
  }
  reporting = true;
  try {
    const message = `Uncaught ${firstLine(errorText(error))}`;
    const event = new ErrorEvent('error', { message, error, cancelable: true, ...positionOf(error) });
    if (fireEvent(globalThis, event)) writeLog('error', `Uncaught ${errorText(error)}`);
  } finally {
    reporting = false;
  }
}

/** Of where it was thrown, or else of who reports it. */
function positionOf(error: unknown): ErrorPosition {
  return stackPosition(Error.isError(error) ? error.stack : new Error().stack);
}

const firstLine = (text: string): string => {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
};

/** Methods, as an operation of Web IDL is no constructor. */
export const { reportError } = {
  reportError(error: unknown): void {
    requireArguments(arguments.length, 1, 'reportError');
    report(error);
  },
};

/** Makes the global object an event target with the handlers the Minimum Common API names. */
export function installGlobalScope(): void {
  setReporter(report);
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
    defineProperty(globalThis, name, {
      value: EventTarget.prototype[name],
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  const assertTarget = (target: unknown): object => {
    if (target !== undefined && target !== null && target !== globalThis) throw new TypeError('Illegal invocation');
    return globalThis;
  };
  for (const type of ['error', 'unhandledrejection', 'rejectionhandled']) {
    defineEventHandler(globalThis, type, { assertTarget });
  }
}
