// A function gets a request and returns its answer. A plain value becomes JSON:
// open the function's URL and you get {"message":"Hello, world!"}; add ?name=Ada and it greets Ada.
function handler(request) {
  const url = new URL(request.url);
  const name = url.searchParams.get('name') ?? 'world';

  console.log(`${request.method} for ${name}`); // Shown with the call, beside the code.

  return { message: `Hello, ${name}!` };
}
