// The form of the Web platform: a standard Request comes in, a standard Response goes out.
// The same code runs on other services that speak fetch.
export default {
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const name: string = url.searchParams.get('name') ?? 'world';

    return Response.json({ message: `Hello, ${name}!` });
  },
};
