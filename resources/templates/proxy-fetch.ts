// Asks another server and passes its answer on, with a time limit and honest errors.
// Functions reach the internet only: your own machine and your local network are closed to them.

const target = 'https://example.com/';
const patienceMs = 5_000;

export default {
  async fetch(): Promise<Response> {
    try {
      const answer = await fetch(target, { signal: AbortSignal.timeout(patienceMs) });

      return new Response(await answer.text(), {
        status: answer.status,
        headers: { 'content-type': answer.headers.get('content-type') ?? 'text/plain' },
      });
    } catch (error) {
      const { name, message } = error as Error;
      const tooSlow = name === 'TimeoutError';

      console.error(`${target}: ${message}`);
      // 504: the other server was too slow. 502: it could not be reached at all.
      return Response.json(
        { error: tooSlow ? `No answer within ${patienceMs} ms` : message },
        { status: tooSlow ? 504 : 502 },
      );
    }
  },
};
