/** One option of a curl command, by its long name, with its value where it takes one. */
export interface CurlOption {
  name: string;
  value: string;
}

export interface CurlWords {
  options: CurlOption[];
  urls: string[];
  /** The last option, when it needs a value and there is none. */
  incomplete: string | null;
}

/** Short options that take a value. */
const shortWithValue: Record<string, string> = {
  X: 'request',
  H: 'header',
  d: 'data',
  F: 'form',
  u: 'user',
  A: 'user-agent',
  b: 'cookie',
  e: 'referer',
  T: 'upload-file',
  r: 'range',
  o: 'output',
  x: 'proxy',
  m: 'max-time',
  c: 'cookie-jar',
  w: 'write-out',
  E: 'cert',
  D: 'dump-header',
  K: 'config',
  U: 'proxy-user',
  C: 'continue-at',
  y: 'speed-time',
  Y: 'speed-limit',
  z: 'time-cond',
  P: 'ftp-port',
  Q: 'quote',
  t: 'telnet-option',
};
const shortFlags: Record<string, string> = { G: 'get', I: 'head' };

const longWithValue = new Set([
  ...Object.values(shortWithValue),
  ...'data-raw data-ascii data-binary data-urlencode json form-string url oauth2-bearer url-query'.split(' '),
  ...'connect-timeout retry retry-delay retry-max-time cacert capath key cert-type key-type resolve'.split(' '),
  ...'interface proxy-header limit-rate max-redirs connect-to dns-servers noproxy ciphers tls-max'.split(' '),
  ...'unix-socket aws-sigv4 max-filesize expect100-timeout keepalive-time proto proto-default stderr trace'.split(' '),
]);

/** Reads a command's words after `curl`. Options that nobody knows are taken to have no value. */
export function curlOptions(words: readonly string[]): CurlWords {
  const found: CurlWords = { options: [], urls: [], incomplete: null };
  const rest = [...words];
  let onlyUrls = false;
  const valueFor = (name: string, given: string | undefined): void => {
    const value = given ?? rest.shift();
    if (value === undefined) found.incomplete = name;
    else found.options.push({ name, value });
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (onlyUrls || !word.startsWith('-') || word === '-') found.urls.push(word);
    else if (word === '--') onlyUrls = true;
    else if (word.startsWith('--')) {
      const [, name = '', given] = /^--([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
      if (longWithValue.has(name)) valueFor(name, given);
      else found.options.push({ name, value: '' });
    } else readShort(word.slice(1), valueFor, (name) => found.options.push({ name, value: '' }));
  }
  return found;
}

/** `-sSL`, `-XPOST`, `-d a=b`: flags may share a dash, and a value may stand right behind. */
function readShort(
  letters: string,
  withValue: (name: string, given: string | undefined) => void,
  flag: (name: string) => void,
): void {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters.charAt(at);
    const name = shortWithValue[letter];
    if (name !== undefined) {
      const given = letters.slice(at + 1);
      withValue(name, given === '' ? undefined : given.replace(/^=/, ''));
      return;
    }
    flag(shortFlags[letter] ?? letter);
  }
}
