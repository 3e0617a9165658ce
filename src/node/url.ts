const { URL, URLSearchParams } = globalThis;

interface FormatOptions {
  auth?: boolean;
  fragment?: boolean;
  search?: boolean;
}

export function fileURLToPath(input: string | URL): string {
  const url = new URL(input);
  if (url.protocol !== 'file:') throw coded('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  if (url.hostname !== '') throw coded('ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty');
  if (/%2f/i.test(url.pathname)) {
    throw coded('ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
  }
  return decodeURIComponent(url.pathname);
}

/** Of an absolute path: a function has no working directory that another could start from. */
export function pathToFileURL(path: string): URL {
  const url = new URL('file:///');
  url.pathname = path
    .replaceAll('%', '%25')
    .replaceAll('\\', '%5C')
    .replaceAll('\n', '%0A')
    .replaceAll('\r', '%0D')
    .replaceAll('\t', '%09')
    .replaceAll('?', '%3F')
    .replaceAll('#', '%23');
  return url;
}

export function domainToASCII(domain: string): string {
  try {
    return new URL(`ws://${domain}`).hostname;
  } catch {
    return '';
  }
}

/** Of a URL object; the legacy kind that `url.parse` made is not supported. */
export function format(
  input: URL | string,
  { auth = true, fragment = true, search = true }: FormatOptions = {},
): string {
  const url = new URL(input);
  if (!auth) url.username = url.password = '';
  if (!fragment) url.hash = '';
  if (!search) url.search = '';
  return url.href;
}

export function urlToHttpOptions(url: URL): Record<string, unknown> {
  const { protocol, hostname, hash, search, pathname, href, port, username, password } = url;
  const options: Record<string, unknown> = {
    protocol,
    hostname,
    hash,
    search,
    pathname,
    path: pathname + search,
    href,
  };
  if (/^\[.*\]$/.test(hostname)) options['hostname'] = hostname.slice(1, -1);
  if (port !== '') options['port'] = Number(port);
  if (username || password) options['auth'] = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

function coded(code: string, message: string): TypeError {
  return Object.assign(new TypeError(message), { code });
}

export { URL, URLSearchParams };
export default { domainToASCII, fileURLToPath, format, pathToFileURL, URL, URLSearchParams, urlToHttpOptions };
