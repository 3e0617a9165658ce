import { create } from 'zustand';

import type { FunctionSummary } from '../../contract/function.ts';
import { isAuthorization, readAuthorization } from '../http/authorization.ts';
import { headerProblem } from '../http/header-rows.ts';
import { pathProblem } from '../http/route-path.ts';
import { allowsBody } from './request-body.ts';
import { type FormPart, requestFor, type TestRequest, useRequests } from './requests-store.ts';

/** Where in its form something is wrong with a request. */
export type RequestPart = 'path' | 'headers' | 'auth' | 'body';

/** The parts of a request that cannot be sent as they stand, in the order of the form. */
export function requestProblems({ path, headers, method, bodyType, parts }: TestRequest): RequestPart[] {
  const wrong = headers.filter((row) => headerProblem(row) !== null);
  const { kind } = readAuthorization(headers);
  const isOfAuth = kind === 'basic' || kind === 'bearer';
  const inAuth = isOfAuth ? wrong.filter(isAuthorization) : [];
  const inBody = allowsBody(method) && bodyType === 'multipart' && parts.some(isNameless);
  const found: [RequestPart, boolean][] = [
    ['path', pathProblem(path) !== null],
    ['body', inBody],
    ['headers', wrong.length > inAuth.length],
    ['auth', inAuth.length > 0],
  ];
  return found.flatMap(([part, isWrong]) => (isWrong ? [part] : []));
}

/** A field of a form that has something in it, and no name to send it under. */
export const isNameless = ({ name, value, file }: FormPart): boolean => name === '' && (value !== '' || file !== null);

interface Refusal {
  functionId: string;
  part: RequestPart;
}

/** The request that was to be sent and cannot be, until its form has shown where. */
export const useRefusedRequest = create<{ refusal: Refusal | null }>()(() => ({ refusal: null }));

export const refusalShown = (): void => useRefusedRequest.setState({ refusal: null });

/** Whether a function's prepared request can be sent. Where it cannot, its form comes to the front and shows what is wrong. */
export function canSend(target: Pick<FunctionSummary, 'id' | 'route' | 'methods'>): boolean {
  const [part] = requestProblems(requestFor(useRequests.getState().requests[target.id], target));
  if (part !== undefined) useRefusedRequest.setState({ refusal: { functionId: target.id, part } });
  return part === undefined;
}
