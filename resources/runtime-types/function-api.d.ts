/** What a function's handler is given and may answer. */

/** The request as `handler(request)` and `main(request)` see it. The whole body has arrived. */
interface HandlerRequest {
  /** The full address, query included: `http://127.0.0.1:3000/api/hello?name=Ada`. */
  readonly url: string;
  /** `GET`, `POST`, … in upper case. */
  readonly method: string;
  /** Names in lower case are properties too: `request.headers['content-type']`. */
  readonly headers: Headers & Readonly<Record<string, string>>;
  /** The route's parameters: for `/users/:id`, `params.id`. */
  readonly params: Readonly<Record<string, string>>;
  /** The URL's query; a repeated name gives an array. */
  readonly query: Readonly<Record<string, string | string[]>>;
  /** The body as text; empty when there is none. */
  readonly body: string;
  /** The same as `body`. */
  text(): string;
  /** The body as it came. */
  bytes(): Uint8Array<ArrayBuffer>;
  /** The body parsed as JSON. Throws a SyntaxError when it is not JSON. */
  json(): any;
}

/** Another function of the workspace, called without the network. */
interface FunctionBinding {
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

/** What one function has in its `env`. The editor fills `FunctionEnvs` by functions' ids; `shown` is the one on the screen. */
interface FunctionEnv {
  variables: { readonly [name: string]: string };
  bindings: { readonly [name: string]: FunctionBinding };
  /** The variables and secrets there are, those a binding hides included. */
  names: string;
}

/**
 * The function's variables, secrets and bindings. `env.NAME` and `env.get('NAME')` are the same for a variable or a
 * secret; a secret this machine has no value for is undefined.
 */
type Env<Id extends keyof FunctionEnvs = 'shown'> = FunctionEnvs[Id]['variables'] &
  FunctionEnvs[Id]['bindings'] & {
    /** The variable's or secret's value, undefined when there is none of that name. */
    get(name: FunctionEnvs[Id]['names']): string;
    get(name: string): string | undefined;
  };

/** The second argument of `handler(request, { env })`. */
interface HandlerContext<Id extends keyof FunctionEnvs = 'shown'> {
  readonly env: Env<Id>;
  /** The route's parameters: for `/users/:id`, `params.id`. */
  readonly params: Readonly<Record<string, string>>;
  /** Lets `promise` finish after the response was sent, within the wall time limit. */
  waitUntil(promise: Promise<unknown>): void;
}

/** The third argument of `fetch(request, env, ctx)`. */
interface ExecutionContext {
  /** Lets `promise` finish after the response was sent, within the wall time limit. */
  waitUntil(promise: Promise<unknown>): void;
  /** The route's parameters: for `/users/:id`, `params.id`. */
  readonly params: Readonly<Record<string, string>>;
  /** Does nothing here: there is no origin to fall back to. */
  passThroughOnException(): void;
}

/** A returned value that is not a Response is sent as JSON. */
type HandlerResult = unknown;

type Handler<Id extends keyof FunctionEnvs = 'shown'> = (
  request: HandlerRequest,
  context: HandlerContext<Id>,
) => HandlerResult | Promise<HandlerResult>;

type FetchHandler<Id extends keyof FunctionEnvs = 'shown'> = (
  request: Request,
  env: Env<Id>,
  ctx: ExecutionContext,
) => Response | Promise<Response>;

/** The shape of `export default { fetch }`. */
interface FunctionModule<Id extends keyof FunctionEnvs = 'shown'> {
  fetch: FetchHandler<Id>;
}
