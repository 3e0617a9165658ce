import type { Template } from '../../contract/workspace.ts';
import echo from '../../../resources/templates/echo.js?raw';
import endlessLoop from '../../../resources/templates/endless-loop.js?raw';
import helloTs from '../../../resources/templates/hello-ts.ts?raw';
import hello from '../../../resources/templates/hello.js?raw';
import jsonApi from '../../../resources/templates/json-api.ts?raw';
import proxyFetch from '../../../resources/templates/proxy-fetch.ts?raw';

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
  { id: 'endless-loop', language: 'javascript', route: '/endless-loop', methods: ['GET'], code: endlessLoop },
];
