import { oneGet, type ParityCase } from '../parity-case.ts';

/** Status, headers and bodies of responses. */
export const responses: ParityCase[] = [
  { id: 'text', code: `export default { fetch: () => new Response('plain ü') };`, requests: [{}, { method: 'HEAD' }] },
  {
    id: 'html',
    code: `export default { fetch: () => new Response('<h1>x</h1>', { headers: { 'content-type': 'text/html; charset=utf-8' } }) };`,
    requests: oneGet,
  },
  {
    id: 'json',
    code: `export default { fetch: () => Response.json({ a: [1, 2.5, null] }, { status: 201 }) };`,
    requests: oneGet,
  },
  { id: 'empty', code: `export default { fetch: () => new Response(null, { status: 204 }) };`, requests: oneGet },
  { id: 'no-body', code: `export default { fetch: () => new Response() };`, requests: oneGet },
  {
    id: 'not-modified',
    code: `export default { fetch: () => new Response(null, { status: 304, headers: { etag: '"1"' } }) };`,
    requests: oneGet,
  },
  {
    id: 'statuses',
    route: '/statuses/:status',
    code: `export default { fetch: (_, __, { params }) => new Response('body', { status: Number(params.status), statusText: 'Custom' }) };`,
    requests: [200, 202, 400, 404, 418, 451, 500, 503, 599].map((status) => ({ path: `/statuses/${status}` })),
  },
  {
    id: 'cookies',
    code: `export default { fetch() {
      const headers = new Headers();
      headers.append('set-cookie', 'a=1; Path=/; HttpOnly');
      headers.append('Set-Cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT');
      return new Response('ok', { headers });
    } };`,
    requests: oneGet,
  },
  {
    id: 'request-cookies',
    code: `function handler({ headers }) { return [headers.cookie, headers.get('cookie')]; }`,
    requests: [{ headers: [['cookie', 'a=1; b="x y"']] }, {}],
  },
  {
    id: 'repeated-headers',
    code: `export default { fetch(request) {
      const headers = new Headers([['x-many', 'one'], ['x-many', 'two'], ['vary', 'accept'], ['vary', 'origin'], ['link', '</a>; rel="next"']]);
      headers.set('x-seen', request.headers.get('x-in') ?? 'none');
      return new Response('', { headers });
    } };`,
    requests: [
      {
        headers: [
          ['x-in', '1'],
          ['x-in', '2'],
          ['X-In', '3'],
        ],
      },
    ],
  },
  {
    id: 'forbidden-headers',
    code: `export default { fetch: () => new Response('x', { headers: { connection: 'close', 'x-nexo-version': 'mine', 'keep-alive': 'timeout=1', 'x-own': 'kept' } }) };`,
    requests: oneGet,
  },
  {
    id: 'latin-headers',
    code: `export default { fetch: () => new Response('x', { headers: { 'x-name': 'gr\\u00fc\\u00df' } }) };`,
    requests: oneGet,
  },
  {
    id: 'redirects',
    route: '/redirects/:kind',
    code: `export default { fetch(request, env, { params }) {
      if (params.kind === 'absolute') return Response.redirect('https://example.com/a?b=c', 308);
      return new Response(null, { status: 302, headers: { location: '/redirects/absolute?from=' + params.kind } });
    } };`,
    requests: [{ path: '/redirects/absolute' }, { path: '/redirects/relative' }],
  },
  {
    id: 'binary',
    code: `export default { fetch: () => new Response(Uint8Array.from({ length: 70000 }, (_, i) => i * 7), { headers: { 'content-type': 'image/png' } }) };`,
    requests: oneGet,
  },
  {
    id: 'blob',
    code: `export default { fetch: () => new Response(new Blob(['a', new Uint8Array([0, 255])], { type: 'application/x-own' })) };`,
    requests: oneGet,
  },
  {
    id: 'search-params-body',
    code: `export default { fetch: () => new Response(new URLSearchParams([['a', '1 2'], ['a', 'ü&']])) };`,
    requests: oneGet,
  },
  {
    id: 'form-data',
    methods: ['POST'],
    code: `export default { async fetch(request) {
      const form = await request.formData();
      const file = form.get('file');
      return Response.json([form.getAll('name'), file && typeof file === 'object' ? [file.name, file.type, await file.text()] : file]);
    } };`,
    requests: [
      {
        method: 'POST',
        headers: [['content-type', 'multipart/form-data; boundary=xx']],
        body: '--xx\r\ncontent-disposition: form-data; name="name"\r\n\r\nAda\r\n--xx\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nbody\r\n--xx--\r\n',
      },
      {
        method: 'POST',
        headers: [['content-type', 'application/x-www-form-urlencoded']],
        body: 'name=a+b&name=%C3%BC',
      },
    ],
  },
  {
    id: 'echo-stream',
    methods: ['POST'],
    code: `export default { fetch: (request) => new Response(request.body, { headers: { 'content-type': request.headers.get('content-type') ?? 'none' } }) };`,
    requests: [
      { method: 'POST', body: 'x'.repeat(200_000), headers: [['content-type', 'text/x-own']] },
      { method: 'POST', body: Uint8Array.of(0, 1, 254, 255) },
    ],
  },
  {
    id: 'sse',
    code: `export default { fetch() {
      let count = 0;
      return new Response(new ReadableStream({
        async pull(controller) {
          if (count === 3) return controller.close();
          await new Promise((resolve) => setTimeout(resolve, 5));
          controller.enqueue(new TextEncoder().encode('data: ' + count++ + '\\n\\n'));
        },
      }), { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
    } };`,
    requests: oneGet,
  },
  {
    id: 'transform',
    methods: ['POST'],
    code: `export default { fetch(request) {
      const upper = new TransformStream({ transform(text, controller) { controller.enqueue(text.toUpperCase()); } });
      return new Response(request.body.pipeThrough(new TextDecoderStream()).pipeThrough(upper).pipeThrough(new TextEncoderStream()));
    } };`,
    requests: [{ method: 'POST', body: 'stream me' }],
  },
  {
    id: 'gzip',
    code: `export default { fetch() {
      const packed = new Blob(['packed '.repeat(100)]).stream().pipeThrough(new CompressionStream('gzip')).pipeThrough(new DecompressionStream('gzip'));
      return new Response(packed);
    } };`,
    requests: oneGet,
  },
  {
    id: 'clone',
    code: `export default { async fetch() { const one = new Response('twice'); const two = one.clone(); return new Response(await one.text() + (await two.text())); } };`,
    requests: oneGet,
  },
  {
    id: 'vary-by-accept',
    code: `export default { fetch(request) {
      return (request.headers.get('accept') ?? '').includes('json') ? Response.json({ ok: true }) : new Response('ok');
    } };`,
    requests: [{ headers: [['accept', 'application/json']] }, { headers: [['accept', 'text/plain']] }],
  },
];
