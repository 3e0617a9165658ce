// What a function may import of Node.js; see docs/modules.md. Their members are not typed here.

declare module 'node:assert';
declare module 'node:async_hooks';
declare module 'node:buffer';
declare module 'node:crypto';
declare module 'node:events';
declare module 'node:path';
declare module 'node:querystring';
declare module 'node:string_decoder';
declare module 'node:url';
declare module 'node:util';
declare module 'assert';
declare module 'async_hooks';
declare module 'buffer';
declare module 'crypto';
declare module 'events';
declare module 'path';
declare module 'querystring';
declare module 'string_decoder';
declare module 'url';
declare module 'util';
