/**
 * The catalogue of everything that can go wrong and reach a person or a script.
 * A code is stable API: clients switch on it, texts may change.
 */
export const errorStatus = {
  // The caller's fault
  INVALID_INPUT: 400,
  INVALID_ROUTE: 400,
  SYNTAX_ERROR: 400,
  MALFORMED_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN_ORIGIN: 403,
  FUNCTION_NOT_FOUND: 404,
  FILE_NOT_FOUND: 404,
  ROUTE_NOT_FOUND: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  ROUTE_CONFLICT: 409,
  ID_CONFLICT: 409,
  FILE_CONFLICT: 409,
  PACKAGES_BUSY: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  FILE_UNREADABLE: 422,
  EXPECTATION_FAILED: 417,
  FORBIDDEN_HOST: 421,
  READ_ONLY: 423,
  FUNCTION_BUSY: 429,
  HEADERS_TOO_LARGE: 431,
  NOT_IMPLEMENTED: 501,
  NPM_MISSING: 501,
  UNSUPPORTED_VERSION: 505,
  // The function's fault
  THROWN: 500,
  NO_HANDLER: 500,
  BAD_RESPONSE: 500,
  CPU_LIMIT: 500,
  HEAP_LIMIT: 500,
  WALL_LIMIT: 504,
  // Ours, or the machine's
  INTERNAL: 500,
  STORE_FAILED: 500,
  FUNCTION_DAMAGED: 503,
  FUNCTION_PAUSED: 503,
  OVERLOADED: 503,
  SANDBOX_LOST: 503,
  SHUTTING_DOWN: 503,
  STARTING: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** Codes a running function can end with; the rest are refusals made before or around it. */
export const failureCodes = [
  'THROWN',
  'NO_HANDLER',
  'BAD_RESPONSE',
  'CPU_LIMIT',
  'HEAP_LIMIT',
  'WALL_LIMIT',
  // A request that turned out too large while it was streamed.
  'BODY_TOO_LARGE',
  'SANDBOX_LOST',
  'FUNCTION_BUSY',
  'FUNCTION_PAUSED',
  'OVERLOADED',
  'SHUTTING_DOWN',
  'INTERNAL',
] as const satisfies readonly ErrorCode[];
export type FailureCode = (typeof failureCodes)[number];

/** Where in the person's own sources something happened; line and column count from 1. */
export interface SourcePosition {
  file: string;
  line: number;
  column: number;
}

/** One thing wrong with an input. */
export interface InputIssue {
  field: string;
  message: string;
}

export interface ErrorDetails {
  /** The input field at fault, as a dotted path such as `limits.cpuMs`. */
  field?: string;
  /** For SYNTAX_ERROR: the file in the workspace that is at fault, where it is not the function's own entry. */
  file?: string;
  /** In `file`, or else in the source named by `field` (usually `code`), counted from 1. */
  line?: number;
  column?: number;
  /** For INVALID_INPUT: everything that is wrong; `field` names the first. */
  issues?: InputIssue[];
  /** For METHOD_NOT_ALLOWED: what the `Allow` header says. */
  allow?: string[];
  /** Seconds; becomes the `Retry-After` header. */
  retryAfter?: number;
}

/** The one error class that crosses rooms: a code from the catalogue, a text for a person, the cause kept. */
export class NexoError extends Error {
  override readonly name = 'NexoError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** What a request that leads to no function is answered with. */
export function routeNotFound(path: string): NexoError {
  return new NexoError('ROUTE_NOT_FOUND', `no function answers ${path}`);
}

export function methodNotAllowed(method: string, path: string, allow: string[]): NexoError {
  return new NexoError('METHOD_NOT_ALLOWED', `no function answers ${method} ${path}`, { allow });
}

/** The JSON body of every error answer, from the gateway and the REST API alike. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string } & Omit<ErrorDetails, 'retryAfter'> & { invocation?: string };
}
