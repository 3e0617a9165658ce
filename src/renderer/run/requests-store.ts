import { create } from 'zustand';

import type { FunctionSummary } from '../../contract/function.ts';
import { fillRoute } from '../../kit/fill-route.ts';
import type { HeaderRow } from '../http/header-rows.ts';
import { exampleValues } from '../http/route-path.ts';
import type { BodyFile } from './body-file.ts';

/** The request a person is preparing for a function. */
export interface TestRequest {
  method: string;
  /** Path and query as the function sees them. */
  path: string;
  /** What is filled in for the route's parameters. */
  parameters: Readonly<Record<string, string>>;
  headers: readonly HeaderRow[];
  body: string;
  bodyType: BodyType;
  /** What is sent when `bodyType` is `file`. */
  file: BodyFile | null;
  /** What is sent when `bodyType` is `multipart`. */
  parts: readonly FormPart[];
  /** The route the path was made for, so that a changed route makes a new path. */
  route: string;
}

/** A field of a form that may carry files. */
export interface FormPart {
  name: string;
  value: string;
  /** Sent in place of the value. */
  file: BodyFile | null;
}

export const bodyTypes = ['json', 'text', 'form', 'multipart', 'file'] as const;
export type BodyType = (typeof bodyTypes)[number];

interface RequestsState {
  /** By function id. */
  requests: Readonly<Record<string, TestRequest>>;
}

/** The prepared request of each function. */
export const useRequests = create<RequestsState>()(() => ({ requests: {} }));

/** The first request of a function: its route with example values, its first method. */
export function firstRequest({ route, methods }: Pick<FunctionSummary, 'route' | 'methods'>): TestRequest {
  const parameters = exampleValues(route);
  return {
    method: methods[0] ?? 'GET',
    path: fillRoute(route, parameters),
    parameters,
    headers: [],
    body: '',
    bodyType: 'json',
    file: null,
    parts: [],
    route,
  };
}

/** The prepared request, or a first one; a request made for another route gets the new route's path. */
export function requestFor(
  request: TestRequest | undefined,
  target: Pick<FunctionSummary, 'route' | 'methods'>,
): TestRequest {
  if (request === undefined) return firstRequest(target);
  if (request.route === target.route) return request;
  const { path, parameters } = firstRequest(target);
  return { ...request, path, parameters, route: target.route };
}

/** Fills in a parameter of the route; the query typed after the path stays. */
export function withParameter(request: TestRequest, name: string, value: string): TestRequest {
  const parameters = { ...request.parameters, [name]: value };
  const query = request.path.indexOf('?');
  const path = fillRoute(request.route, parameters) + (query < 0 ? '' : request.path.slice(query));
  return { ...request, parameters, path };
}

export function setRequest(functionId: string, request: TestRequest): void {
  useRequests.setState(({ requests }) => ({ requests: { ...requests, [functionId]: request } }));
}
