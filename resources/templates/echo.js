// Answers with what it was asked: handy for looking at what a client or a webhook really sends.
export default {
  async fetch(request) {
    const url = new URL(request.url);

    return Response.json({
      method: request.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
  },
};
