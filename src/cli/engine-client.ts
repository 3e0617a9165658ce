import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';

import { contract, type Contract } from '../contract/contract.ts';
import type { ErrorBody } from '../contract/errors.ts';

/** The contract over a running engine's REST API. */
export type RestClient = JsonifiedClient<ContractRouterClient<Contract>>;

/** `url` is an engine's address; the token is needed where the engine asks every client for it. */
export function connectEngine(url: string, token: string | undefined): RestClient {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return createORPCClient(new OpenAPILink(contract, { url, headers, customErrorResponseBodyDecoder: errorOf }));
}

function errorOf(body: unknown): ORPCError<string, unknown> | undefined {
  const { error } = (typeof body === 'object' && body !== null ? body : {}) as Partial<ErrorBody>;
  if (error === undefined) return undefined;
  const { code, message, ...data } = error;
  return new ORPCError(code, { message, data });
}
