import { curlOptions, type CurlOption } from './curl-options.ts';
import { findHeader } from './find-header.ts';
import { OpenQuoteError, shellWords } from './shell-words.ts';

/** A field of a form; with `file` its content is a file of that name on the person's disk. */
export interface CurlPart {
  name: string;
  value: string;
  file: string | null;
  type: string | null;
}

export interface ParsedCurl {
  method: string;
  /** With scheme and host. */
  url: string;
  headers: [string, string][];
  body:
    { kind: 'text'; text: string } | { kind: 'file'; name: string } | { kind: 'multipart'; parts: CurlPart[] } | null;
  /** What was left out because it is kept in files that only the person has, such as `-H @headers.txt`. */
  withheld: string[];
}

export type CurlProblem =
  | { kind: 'not-curl' | 'open-quote' | 'no-url' }
  | { kind: 'value-missing' | 'bad-url' | 'bad-header' | 'several-urls' | 'bad-form' | 'bad-method'; detail: string };

class CurlError extends Error {
  readonly problem: CurlProblem;

  constructor(problem: CurlProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/** Whether a text is meant to be a curl command. */
export function looksLikeCurl(text: string): boolean {
  return /^\s*(?:[$>%#]\s+)?(?:\S*[\\/])?curl(?:\.exe)?\s/i.test(text);
}

/** Reads a curl command as people copy them from browsers, documentation and terminals. Never throws. */
export function parseCurl(
  text: string,
): { request: ParsedCurl; problem: null } | { request: null; problem: CurlProblem } {
  try {
    return { request: read(text), problem: null };
  } catch (error) {
    if (error instanceof CurlError) return { request: null, problem: error.problem };
    if (error instanceof OpenQuoteError) return { request: null, problem: { kind: 'open-quote' } };
    throw error;
  }
}

function read(text: string): ParsedCurl {
  if (!looksLikeCurl(text)) throw new CurlError({ kind: 'not-curl' });
  const words = shellWords(text.replace(/^\s*(?:[$>%#]\s+)?/, '')).slice(1);
  const { options, urls, incomplete } = curlOptions(words);
  if (incomplete !== null) throw new CurlError({ kind: 'value-missing', detail: `--${incomplete}` });
  const all = (...names: string[]): CurlOption[] => options.filter(({ name }) => names.includes(name));
  const has = (name: string): boolean => all(name).length > 0;
  const last = (name: string): string | undefined => all(name).at(-1)?.value;

  const withheld: string[] = [];
  const headers = readHeaders(options, withheld);
  const data = all('data', 'data-raw', 'data-ascii', 'data-binary', 'data-urlencode', 'json');
  const forms = all('form', 'form-string');
  const body = has('get') ? null : readBody(data, forms, last('upload-file'));
  if (body !== null && findHeader(headers, 'content-type') === undefined) headers.unshift(...typeOf(body, has('json')));
  if (has('json') && findHeader(headers, 'accept') === undefined) headers.push(['accept', 'application/json']);

  const query = [...(has('get') ? data.map(dataText) : []), ...all('url-query').map(({ value }) => value)].join('&');
  const method = last('request') ?? impliedMethod(has('head'), body, last('upload-file') !== undefined);
  if (!/^[A-Za-z]{1,20}$/.test(method)) throw new CurlError({ kind: 'bad-method', detail: method });
  const url = readUrl([...all('url').map(({ value }) => value), ...urls], query);
  return { method: method.toUpperCase(), url, headers, body, withheld };
}

function readUrl(urls: readonly string[], query: string): string {
  const [url, second] = urls;
  if (url === undefined) throw new CurlError({ kind: 'no-url' });
  if (second !== undefined) throw new CurlError({ kind: 'several-urls', detail: second });
  const parsed = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(url) ? url : `http://${url}`);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) throw new CurlError({ kind: 'bad-url', detail: url });
  if (query !== '') parsed.search += `${parsed.search === '' ? '' : '&'}${query}`;
  parsed.hash = '';
  return parsed.href;
}

function readHeaders(options: readonly CurlOption[], withheld: string[]): [string, string][] {
  return options.flatMap(({ name, value }): [string, string][] => {
    switch (name) {
      case 'header':
        return readHeader(value, withheld);
      case 'user-agent':
        return [['user-agent', value]];
      case 'referer':
        return [['referer', value.replace(/;auto$/, '')]];
      case 'range':
        return [['range', `bytes=${value}`]];
      case 'user':
        return [['authorization', `Basic ${base64(value.includes(':') ? value : `${value}:`)}`]];
      case 'oauth2-bearer':
        return [['authorization', `Bearer ${value}`]];
      case 'cookie':
        if (value.includes('=')) return [['cookie', value]];
        withheld.push(`-b ${value}`);
        return [];
      default:
        return [];
    }
  });
}

function readHeader(text: string, withheld: string[]): [string, string][] {
  if (text.startsWith('@')) {
    withheld.push(`-H ${text}`);
    return [];
  }
  const [, name = '', value = '', empty = ''] = /^([!#$%&'*+\-.^_`|~\w]+)\s*(?::\s*([^]*?)\s*|(;))$/.exec(text) ?? [];
  if (name === '') {
    // HTTP/2's own, as browsers show them.
    if (/^:(authority|method|path|scheme):/.test(text)) return [];
    throw new CurlError({ kind: 'bad-header', detail: text });
  }
  // `Name:` takes a header of curl's own away; there are none here.
  return value === '' && empty === '' ? [] : [[name, value]];
}

function readBody(
  data: readonly CurlOption[],
  forms: readonly CurlOption[],
  upload: string | undefined,
): ParsedCurl['body'] {
  if (upload !== undefined) return { kind: 'file', name: upload };
  if (forms.length > 0) return { kind: 'multipart', parts: forms.map(readPart) };
  const [first] = data;
  if (first === undefined) return null;
  const readsFile = first.name !== 'data-raw' && first.name !== 'data-urlencode' && first.value.startsWith('@');
  if (readsFile && data.length === 1) return { kind: 'file', name: first.value.slice(1) };
  const separator = data.some(({ name }) => name === 'json') ? '' : '&';
  return { kind: 'text', text: data.map(dataText).join(separator) };
}

function dataText({ name, value }: CurlOption): string {
  if (name === 'data' || name === 'data-ascii') return value.replace(/[\r\n]/g, '');
  if (name !== 'data-urlencode') return value;
  const equals = value.indexOf('=');
  if (equals < 0) return encodeURIComponent(value);
  const key = value.slice(0, equals);
  return `${key === '' ? '' : `${key}=`}${encodeURIComponent(value.slice(equals + 1))}`;
}

/** `name=value`, `name=@file;type=…;filename=…`, `name=<file`. */
function readPart({ name: option, value: text }: CurlOption): CurlPart {
  const equals = text.indexOf('=');
  if (equals < 1) throw new CurlError({ kind: 'bad-form', detail: text });
  const name = text.slice(0, equals);
  const content = text.slice(equals + 1);
  if (option === 'form-string') return { name, value: content, file: null, type: null };
  const [value = '', ...settings] = content.split(/;(?=\s*(?:type|filename|headers|encoder)=)/);
  const setting = (key: string): string | null =>
    settings
      .map((one) => one.trim())
      .find((one) => one.startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .replace(/^"(.*)"$/, '$1') ?? null;
  const unquoted = value.replace(/^"([^]*)"$/, '$1');
  if (/^[@<]/.test(value))
    return { name, value: '', file: setting('filename') ?? value.slice(1), type: setting('type') };
  return { name, value: unquoted, file: null, type: setting('type') };
}

function typeOf(body: NonNullable<ParsedCurl['body']>, isJson: boolean): [string, string][] {
  if (isJson) return [['content-type', 'application/json']];
  return body.kind === 'text' ? [['content-type', 'application/x-www-form-urlencoded']] : [];
}

function impliedMethod(head: boolean, body: ParsedCurl['body'], upload: boolean): string {
  if (head) return 'HEAD';
  if (upload) return 'PUT';
  return body === null ? 'GET' : 'POST';
}

function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}
