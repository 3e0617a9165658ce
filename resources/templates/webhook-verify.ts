// Accepts a webhook only with a right signature: HMAC-SHA256 of the raw body, in hex, in the header x-signature.
// The shared secret is WEBHOOK_SECRET: give it a value in Settings, under Environments and secrets.

interface Env {
  WEBHOOK_SECRET?: string;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (!env.WEBHOOK_SECRET) return problem(500, 'WEBHOOK_SECRET has no value yet');

    // The bytes as they came: parsing and writing them again could change what was signed.
    const body = await request.bytes();
    const signature = bytesOf(request.headers.get('x-signature') ?? '');
    if (!(await isRight(env.WEBHOOK_SECRET, signature, body))) return problem(401, 'The signature is wrong');

    console.log('verified', new TextDecoder().decode(body));
    return new Response(null, { status: 204 });
  },
};

/** `verify` takes the same time for every wrong signature, so that it cannot be guessed byte by byte. */
async function isRight(
  secret: string,
  signature: Uint8Array<ArrayBuffer>,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, signature, body);
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array((hex.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => parseInt(pair, 16)));
}

function problem(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
