import { NexoError } from '../../contract/errors.ts';
import type { HeaderList } from '../../contract/invocation.ts';
import type { InvokeOperation } from '../../protocol/messages.ts';
import type { Deployment } from '../deployment.ts';
import { BodyIntake } from '../body/body-intake.ts';
import { isBodySource, limitBody, type BodySource } from '../body/body-source.ts';
import { bytesOf, type InvocationReport } from '../pool/invocation-sink.ts';
import type { OperationInput, OperationOutcome } from '../pool/operations.ts';
import { maxDepth, type OperationCaller } from '../pool/pool.ts';
import type { FunctionRegistry } from '../router/function-registry.ts';
import { matchParams } from '../router/route-table.ts';
import type { Call } from './call.ts';
import type { Invoker } from './invoker.ts';

export interface BindingServices {
  registry: Pick<FunctionRegistry, 'deploy'>;
  invoker: Invoker;
}

type BindingInput = OperationInput & OperationCaller;

/**
 * Calls another function for a function: `env.NAME.fetch()`. Only what its settings declare can be called, whatever the
 * isolate says. The call is an invocation of its own, recorded with the source `binding`; it is given up with its
 * caller. Never rejects: what goes wrong, the other function's failure included, is a TypeError for the caller.
 */
export async function callBinding(
  operation: InvokeOperation,
  input: BindingInput,
  services: BindingServices,
): Promise<OperationOutcome> {
  const name = operation.binding.slice(0, 128);
  try {
    const target = targetOf(name, input);
    const deployment = await services.registry.deploy(target);
    return await run(name, callOf(operation, deployment, input), deployment, input, services);
  } catch (error) {
    if (!(error instanceof NexoError)) throw error;
    return failed(`env.${name}: ${error.message}`);
  }
}

function targetOf(name: string, { deployment, depth }: OperationCaller): string {
  const { bindings } = deployment.function;
  const binding = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
  if (binding === undefined) throw new NexoError('NOT_FOUND', 'the function has no such binding');
  if (depth < maxDepth) return binding.function;
  throw new NexoError(
    'OVERLOADED',
    `"${binding.function}" is not called: ${maxDepth} functions called each other already; do they call in a circle?`,
  );
}

function callOf(operation: InvokeOperation, deployment: Deployment, { body, depth }: BindingInput): Call {
  const { method, headers } = operation;
  const { limits, route } = deployment.function;
  const url = URL.parse(operation.url);
  if (url === null) throw new NexoError('INVALID_INPUT', 'the URL is not valid');
  url.hash = '';
  if (headers.some(hasNul)) throw new NexoError('INVALID_INPUT', 'a header has a NUL character');
  const tooLarge = (): NexoError =>
    new NexoError('BODY_TOO_LARGE', `the request body is larger than the ${limits.requestBytes} bytes allowed`);
  if (body !== null && !isBodySource(body) && body.byteLength > limits.requestBytes) throw tooLarge();
  return {
    source: 'binding',
    method,
    path: url.pathname + url.search,
    url: url.href,
    headers: headers.flat(),
    params: matchParams(route, url.pathname),
    body: isBodySource(body) ? limitBody(body, limits.requestBytes, tooLarge) : body,
    depth: depth + 1,
  };
}

const hasNul = ([name, value]: HeaderList[number]): boolean => `${name}${value}`.includes('\0');

function run(
  name: string,
  call: Call,
  deployment: Deployment,
  { signal }: BindingInput,
  { invoker }: BindingServices,
): Promise<OperationOutcome> {
  const { promise, resolve } = Promise.withResolvers<OperationOutcome>();
  const intake: BodyIntake = new BodyIntake({
    // Asked for by the window: the pool then lets a whole one come.
    pull: () => intake.isEmpty && running.resume(),
    cancel: () => running.dropBody(),
  });
  const running = invoker.run(invoker.newId(), deployment, call, {
    head(status, headers, body, more) {
      const head = { ok: true as const, status, statusText: '', headers, url: call.url, redirected: false };
      const bytes = body === null ? null : bytesOf(body);
      resolve({ ...head, body: more ? prefixed(bytes, intake) : bytes });
    },
    chunk(bytes) {
      intake.push(bytes);
      return false;
    },
    end: () => intake.end(null),
    finished(report) {
      const text = failureText(name, deployment.source.functionId, report);
      intake.end(text);
      resolve(failed(text));
    },
  });
  const giveUp = (): void => running.cancel();
  if (signal.aborted) giveUp();
  else signal.addEventListener('abort', giveUp, { once: true });
  return promise;
}

/** A streamed response may begin with a part of its body. */
function prefixed(first: Uint8Array | null, rest: BodySource): BodySource {
  let begun = first;
  return {
    async read() {
      const chunk = begun ?? (await rest.read());
      begun = null;
      return chunk;
    },
    cancel: () => rest.cancel(),
  };
}

function failureText(name: string, target: string, { failure }: InvocationReport): string {
  const why = failure === null ? 'it was given up' : `${failure.code}: ${failure.message}`;
  return `env.${name}: the function "${target}" failed: ${why}`;
}

function failed(message: string): OperationOutcome {
  return { ok: false, name: 'TypeError', message };
}
