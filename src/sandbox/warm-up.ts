import { adoptName, bindName } from '../guest/door.ts';

/**
 * What the first invocation of a function runs of the prelude, run once while the snapshot is made, in a context that is
 * thrown away: V8 keeps what it has compiled, and no isolate has to compile it again.
 */
export const warmUpScript = `{
  const { ${bindName}: bind, ${adoptName}: adopt } = globalThis;
  const guest = bind();
  const head = 'POST\\0http://localhost/a?b=c\\0\\0content-type\\0application/json';
  const answer = (request) => {
    const { searchParams } = new URL(request.url);
    request.headers.get('content-type');
    console.log('a', 1, { b: [searchParams.get('b')] });
    return request.method === 'GET' ? new Response('text') : Response.json({ a: 1 });
  };
  guest.configure('{"env":{"A":"b"},"bindings":[],"responseBytes":1000}');
  guest.begin(1);
  adopt({ default: { fetch: answer } });
  guest.dispatch('1\\0none\\0' + head);
  guest.dispatchMany('2\\0none\\0' + head.replace('POST', 'GET'));
}`;
