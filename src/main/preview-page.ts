/**
 * Where a page that a function answered runs its scripts when a person asks for that: a frame of another origin than the
 * app's, which its policy makes nobody's. It reaches no network, no storage, no other window and not the app.
 */
export const previewUrl = 'nexo://preview/';

const policy = [
  // Without allow-same-origin, whoever frames it.
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'media-src data: blob:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors nexo://app',
].join('; ');

/** Becomes the page it is told, once. The policy stays: it belongs to the document, not to its text. */
const host = `<!doctype html><script>
addEventListener('message', ({ source, data }) => {
  if (source !== parent) return;
  document.open();
  document.write(data);
  document.close();
}, { once: true });
</script>`;

export function previewPage(): Response {
  return new Response(host, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
