import type { CurlRequest } from './curl-command.ts';

/** JavaScript that sends exactly this request. A file has to be put in its place by the person. */
export function fetchCode({ method, url, headers, body, bodyFile }: CurlRequest): string {
  const options = [
    method === 'GET' ? '' : `  method: ${JSON.stringify(method)},`,
    headers.length === 0
      ? ''
      : `  headers: [\n${headers.map((pair) => `    ${JSON.stringify(pair)},`).join('\n')}\n  ],`,
    bodyFile === undefined ? '' : `  body: file, // ${bodyFile}`,
    body === undefined || body === '' ? '' : `  body: ${JSON.stringify(body)},`,
  ].filter((line) => line !== '');
  const address = JSON.stringify(url);
  return options.length === 0 ? `await fetch(${address});` : `await fetch(${address}, {\n${options.join('\n')}\n});`;
}
