// Lets in who shows a JSON Web Token signed with HS256, and tells what it says.
// The key is JWT_SECRET: give it a value in Settings, under Environments and secrets.

interface Env {
  JWT_SECRET?: string;
}

interface Claims {
  sub?: string;
  /** Seconds since 1970. */
  exp?: number;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (!env.JWT_SECRET) return problem(500, 'JWT_SECRET has no value yet');

    const [, token] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!token) return problem(401, 'Send a header: authorization: Bearer <token>');

    try {
      return Response.json(await verified(token, env.JWT_SECRET));
    } catch (error) {
      return problem(401, error instanceof Error ? error.message : String(error));
    }
  },
};

async function verified(token: string, secret: string): Promise<Claims> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const { alg } = JSON.parse(textOf(head)) as { alg?: string };
  // Never let the token choose how it is checked.
  if (alg !== 'HS256') throw new Error(`The token must be signed with HS256, not ${alg}`);

  const bytes = new TextEncoder();
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), hmac, false, ['verify']);
  const isRight = await crypto.subtle.verify('HMAC', key, bytesOf(signature), bytes.encode(`${head}.${body}`));
  if (!isRight) throw new Error('The signature is wrong');

  const claims = JSON.parse(textOf(body)) as Claims;
  if (claims.exp !== undefined && claims.exp * 1000 < Date.now()) throw new Error('The token is too old');
  return claims;
}

const textOf = (base64url: string): string => new TextDecoder().decode(bytesOf(base64url));

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function problem(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
