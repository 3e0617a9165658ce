export interface CurlRequest {
  method: string;
  url: string;
  headers: readonly (readonly [string, string])[];
  body?: string | undefined;
  /** The name of a file to send as the body, instead of `body`. */
  bodyFile?: string | undefined;
}

/** A command for a POSIX shell that sends exactly this request, one option a line. */
export function curlCommand(request: CurlRequest): string {
  const words = [`curl ${methodOption(request)}${quoteForShell(request.url)}`];
  for (const [name, value] of request.headers) words.push(`-H ${quoteForShell(headerOption(name, value))}`);
  if (sendsBody(request)) words.push(bodyOption(request));
  return words.join(' \\\n  ');
}

function methodOption(request: CurlRequest): string {
  if (request.method === 'HEAD') return '--head ';
  const implied = sendsBody(request) ? 'POST' : 'GET';
  return request.method === implied ? '' : `-X ${request.method} `;
}

function sendsBody({ method, body = '', bodyFile }: CurlRequest): boolean {
  return method !== 'HEAD' && (body !== '' || bodyFile !== undefined);
}

function bodyOption({ body = '', bodyFile }: CurlRequest): string {
  return bodyFile === undefined
    ? `--data-raw ${quoteForShell(body)}`
    : `--data-binary ${quoteForShell(`@${bodyFile}`)}`;
}

/** curl drops a header written `Name:`; an empty value is written `Name;`. */
function headerOption(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
