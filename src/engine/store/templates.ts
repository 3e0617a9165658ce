import type { Template } from '../../contract/workspace.ts';
import echo from '../../../resources/templates/echo.js?raw';
import endlessLoop from '../../../resources/templates/endless-loop.js?raw';
import helloTs from '../../../resources/templates/hello-ts.ts?raw';
import honoRouter from '../../../resources/templates/hono-router.ts?raw';
import htmlForm from '../../../resources/templates/html-form.js?raw';
import jwtVerify from '../../../resources/templates/jwt-verify.ts?raw';
import serverSentEvents from '../../../resources/templates/server-sent-events.js?raw';
import streaming from '../../../resources/templates/streaming.js?raw';
import webhookVerify from '../../../resources/templates/webhook-verify.ts?raw';
import hello from '../../../resources/templates/hello.js?raw';
import jsonApi from '../../../resources/templates/json-api.ts?raw';
import proxyFetch from '../../../resources/templates/proxy-fetch.ts?raw';
import zodValidation from '../../../resources/templates/zod-validation.ts?raw';

/** Starting points for a new function, simplest first. Their names and descriptions are the renderer's, by id. */
export const templates: readonly Template[] = [
  { id: 'hello', language: 'javascript', route: '/hello', methods: ['GET', 'POST'], code: hello },
  { id: 'hello-ts', language: 'typescript', route: '/hello-ts', methods: ['GET'], code: helloTs },
  { id: 'json-api', language: 'typescript', route: '/tasks', methods: ['GET', 'POST'], code: jsonApi },
  {
    id: 'echo',
    language: 'javascript',
    route: '/echo',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    code: echo,
  },
  { id: 'proxy-fetch', language: 'typescript', route: '/proxy', methods: ['GET'], code: proxyFetch },
  {
    id: 'webhook-verify',
    language: 'typescript',
    route: '/webhook',
    methods: ['POST'],
    code: webhookVerify,
    secrets: ['WEBHOOK_SECRET'],
  },
  {
    id: 'jwt-verify',
    language: 'typescript',
    route: '/me',
    methods: ['GET'],
    code: jwtVerify,
    secrets: ['JWT_SECRET'],
  },
  { id: 'html-form', language: 'javascript', route: '/form', methods: ['GET', 'POST'], code: htmlForm },
  { id: 'streaming', language: 'javascript', route: '/lines', methods: ['GET'], code: streaming },
  {
    id: 'server-sent-events',
    language: 'javascript',
    route: '/events',
    methods: ['GET'],
    code: serverSentEvents,
  },
  {
    id: 'hono-router',
    language: 'typescript',
    route: '/shop/*',
    methods: ['GET'],
    code: honoRouter,
    packages: ['hono@4.13.19'],
  },
  {
    id: 'zod-validation',
    language: 'typescript',
    route: '/orders',
    methods: ['POST'],
    code: zodValidation,
    packages: ['zod@4.6.7'],
  },
  { id: 'endless-loop', language: 'javascript', route: '/endless-loop', methods: ['GET'], code: endlessLoop },
];
