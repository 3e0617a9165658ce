import main from './deno.ts';

declare const Deno: {
  env: { get(name: string): string | undefined };
  serve(options: { hostname: string; port: number }, handler: (request: Request) => Promise<Response>): unknown;
};

/** For where `HOST` and `PORT` come from the environment; `deno serve` takes them as flags. */
Deno.serve({ hostname: Deno.env.get('HOST') || '127.0.0.1', port: Number(Deno.env.get('PORT') || 8000) }, (request) =>
  main.fetch(request),
);
