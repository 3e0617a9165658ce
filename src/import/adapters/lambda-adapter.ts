import type { Traits } from '../project.ts';
import { bodyOf, callHandler, loading, parameters, responseOf } from './adapter-parts.ts';

export interface LambdaShape {
  /** The export that is the handler. */
  handler: string;
  /** As the event says its version: 2.0 for Function URLs and HTTP APIs, 1.0 for REST APIs. */
  version: '1.0' | '2.0';
  route: string;
}

/** A module that calls a Lambda handler with an event made of the request. */
export function lambdaAdapter(main: string, traits: Traits, { handler, version, route }: LambdaShape): string {
  const hasParameters = /[:*]/.test(route) && route !== '/*';
  const pathParameters = hasParameters ? 'parametersOf(url.pathname)' : version === '1.0' ? 'null' : 'undefined';
  return [
    loading(main, 'AWS Lambda', traits),
    `
export default {
  async fetch(request, env, ctx) {
    const module = await load(env);
    const handler = module.${handler} ?? module.default?.${handler};
    const context = {
      awsRequestId: crypto.randomUUID(),
      functionName: '${handler}',
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => 30_000,
    };
    return responseOf(await call(handler, await eventOf(request), context));
  },
};
`,
    version === '2.0' ? eventOfVersion2(pathParameters) : eventOfVersion1(pathParameters),
    hasParameters ? parameters(route) : '',
    bodyOf,
    callHandler,
    responseOf,
  ].join('');
}

const eventOfVersion2 = (pathParameters: string): string => `
async function eventOf(request) {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const names = [...new Set(url.searchParams.keys())];
  const query = Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name).join(',')]));
  const { body, isBase64Encoded } = await bodyOf(request);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(headers.cookie !== undefined && { cookies: headers.cookie.split('; ') }),
    headers,
    ...(names.length > 0 && { queryStringParameters: query }),
    pathParameters: ${pathParameters},
    requestContext: {
      domainName: url.host,
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey: '$default',
      stage: '$default',
      timeEpoch: Date.now(),
    },
    ...(body !== null && { body }),
    isBase64Encoded,
  };
}
`;

export const eventOfVersion1 = (pathParameters: string): string => `
async function eventOf(request) {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const names = [...new Set(url.searchParams.keys())];
  const pick = (one) => (names.length > 0 ? Object.fromEntries(names.map((name) => [name, one(name)])) : null);
  const { body, isBase64Encoded } = await bodyOf(request);
  return {
    version: '1.0',
    resource: url.pathname,
    path: url.pathname,
    rawUrl: request.url,
    rawQuery: url.search.slice(1),
    httpMethod: request.method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: pick((name) => url.searchParams.getAll(name).at(-1)),
    multiValueQueryStringParameters: pick((name) => url.searchParams.getAll(name)),
    pathParameters: ${pathParameters},
    requestContext: { httpMethod: request.method, path: url.pathname, identity: { sourceIp: '127.0.0.1' } },
    body,
    isBase64Encoded,
  };
}
`;
