// Sends a large text line by line as it is made, so that it is never in memory as a whole. Try: curl -N <url>?lines=1000
export default {
  fetch(request) {
    const wanted = Number(new URL(request.url).searchParams.get('lines') ?? 100);
    const lines = Math.min(Math.max(Math.trunc(wanted) || 1, 1), 100_000);
    let line = 0;

    const body = new ReadableStream({
      // Called only as fast as the other side reads.
      pull(controller) {
        line += 1;
        controller.enqueue(`line ${line} of ${lines}\n`);
        if (line === lines) controller.close();
      },
    });

    return new Response(body.pipeThrough(new TextEncoderStream()), {
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  },
};
