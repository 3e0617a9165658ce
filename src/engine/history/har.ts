import type { Call, KeptBody } from '../../contract/call.ts';
import type { HeaderList } from '../../contract/invocation.ts';

/** Calls as an HTTP archive: http://www.softwareishard.com/blog/har-12-spec/. What HAR has no place for starts with `_`. */
export function harOf(calls: readonly Call[], version: string, origin: string) {
  const creator = { name: 'Nexo Studio', version };
  return { log: { version: '1.2' as const, creator, entries: calls.map((call) => entryOf(call, origin)) } };
}

function entryOf(call: Call, origin: string) {
  const { request, response, timing } = call;
  const url = `${origin}/fn${call.path}`;
  const { searchParams = new URLSearchParams() } = URL.parse(url) ?? {};
  const queue = timing.dispatchedMs ?? timing.endMs;
  const wait = Math.max(0, (timing.headMs ?? timing.endMs) - queue);
  const receive = Math.max(0, (timing.bodyMs ?? timing.endMs) - queue - wait);
  return {
    startedDateTime: new Date(call.startedAt).toISOString(),
    time: queue + wait + receive,
    request: {
      method: call.method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: namedOf(request.headers),
      queryString: namedOf([...searchParams]),
      ...(request.body.bytes > 0 && {
        postData: { mimeType: headerOf(request.headers, 'content-type'), ...textOf(request.body) },
      }),
      headersSize: -1,
      bodySize: request.body.bytes,
    },
    response: {
      status: call.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: namedOf(response.headers),
      content: {
        size: response.body.bytes,
        mimeType: headerOf(response.headers, 'content-type'),
        ...textOf(response.body),
      },
      redirectURL: headerOf(response.headers, 'location'),
      headersSize: -1,
      bodySize: response.body.bytes,
    },
    cache: {},
    timings: { blocked: queue, send: 0, wait, receive },
    _nexo: {
      id: call.id,
      function: call.functionId,
      version: call.version,
      versionNumber: call.versionNumber,
      cpuMs: call.cpuMs,
      heapBytes: call.heapBytes,
      cold: call.cold,
      logs: call.logs,
      fetches: call.fetches,
      failure: call.failure,
    },
  };
}

function namedOf(headers: HeaderList): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function headerOf(headers: HeaderList, wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}

function textOf({ text, encoding, complete }: KeptBody) {
  const comment = complete ? undefined : 'only the beginning was kept';
  return { text, ...(encoding === 'base64' && { encoding }), ...(comment && { comment }) };
}
