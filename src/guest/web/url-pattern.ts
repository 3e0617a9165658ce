import { URLPattern as Polyfill } from 'urlpattern-polyfill/urlpattern';

import { shapeInterface } from './webidl.ts';

/** https://urlpattern.spec.whatwg.org/, by urlpattern-polyfill. */
export const URLPattern = Polyfill;
shapeInterface(URLPattern, 'URLPattern');
