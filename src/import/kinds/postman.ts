import type { ImportNote } from '../../contract/import.ts';
import { asList, asRecord, asText } from '../as-type.ts';
import type { ImportContext, ImportDraft } from '../import-draft.ts';
import { jsonLines } from '../json-lines.ts';
import { readJson } from '../read-json.ts';
import { refused } from '../refused.ts';
import { requestsDraft, type ForeignRequest } from '../requests.ts';
import type { SourceFiles } from '../source-files.ts';

type Path = (string | number)[];

/** A collection of Postman, version 2.1, as saved requests. Its scripts are not run, and not translated. */
export function readPostman(source: SourceFiles, context: ImportContext): ImportDraft {
  const [file] = source.files;
  const text = (file && source.text(file.path)) ?? '';
  const label = source.label;
  const collection = asRecord(readJson(label, text));
  const schema = asText(asRecord(collection['info'])['schema']) ?? '';
  if (!/collection\/v2\.[01]/.test(schema))
    throw refused(label, 'it is no Postman collection of version 2.1; export it as "Collection v2.1"');
  const lineOf = jsonLines(text);
  const notes: ImportNote[] = [];
  const lost = (message: string, path: Path): void =>
    void notes.push({ severity: 'lost', message, file: label, line: lineOf(path) });
  const variables = new Map(
    asList(collection['variable']).flatMap((one): [string, string][] => {
      const { key, value } = asRecord(one);
      return typeof key === 'string' ? [[key, asText(value) ?? JSON.stringify(value ?? '')]] : [];
    }),
  );
  const fill = (given: string, name: string, path: Path): string =>
    given.replace(/\{\{([^{}]{1,200})\}\}/g, (whole, key: string) => {
      const value = variables.get(key.trim());
      if (value === undefined && !/url|host/i.test(key))
        lost(`"${name}": the variable ${whole} has no value in the collection`, path);
      return value ?? (/url|host/i.test(key) ? 'http://nexo.invalid' : key.trim());
    });

  const requests: ForeignRequest[] = [];
  const visit = (items: unknown, path: Path, folders: readonly string[]): void => {
    for (const [index, item] of asList(items).entries()) {
      const at = [...path, index];
      const { name, item: inner, request, event } = asRecord(item);
      const called = [...folders, asText(name) ?? 'request'];
      if (asList(event).length > 0)
        lost(`"${called.join(' ')}": scripts are not translated; write assertions`, [...at, 'event']);
      if (inner !== undefined) visit(inner, [...at, 'item'], called);
      else requests.push(requestOf(request, called.join(' '), [...at, 'request'], { fill, lost, lineOf }));
    }
  };
  if (asList(collection['event']).length > 0) lost('scripts of the collection are not translated', ['event']);
  visit(collection['item'], ['item'], []);
  return requestsDraft('postman', source, requests, context, notes);
}

interface Means {
  fill: (text: string, name: string, path: Path) => string;
  lost: (message: string, path: Path) => void;
  lineOf: (path: Path) => number;
}

function requestOf(request: unknown, name: string, path: Path, { fill, lost, lineOf }: Means): ForeignRequest {
  const given = typeof request === 'string' ? { method: 'GET', url: request } : asRecord(request);
  const { method, url, header, body, auth, description } = given as Record<string, unknown>;
  if (auth !== undefined && auth !== null) lost(`"${name}": its authorization is not taken over`, [...path, 'auth']);
  const headers = asList(header).flatMap((one): [string, string][] => {
    const { key, value, disabled } = asRecord(one);
    return typeof key === 'string' && disabled !== true ? [[key, fill(asText(value) ?? '', name, path)]] : [];
  });
  const raw = fill(withVariables(url), name, [...path, 'url']);
  const translated = bodyOf(asRecord(body), name, path, { fill, lost, lineOf });
  const isJson = asText(asRecord(asRecord(asRecord(body)['options'])['raw'])['language']) === 'json';
  if (isJson && !headers.some(([key]) => key.toLowerCase() === 'content-type'))
    headers.push(['content-type', 'application/json']);
  return {
    name,
    method: asText(method) ?? 'GET',
    url: /^[a-z]+:\/\//i.test(raw) || raw.startsWith('/') ? raw : `http://${raw}`,
    headers,
    description: asText(description),
    line: lineOf(path),
    ...(translated !== undefined && { body: translated }),
  };
}

/** The address with `:id` of its path filled in. */
function withVariables(url: unknown): string {
  const { raw, variable } = asRecord(url);
  let text = asText(url) ?? asText(raw) ?? '/';
  for (const one of asList(variable)) {
    const { key, value } = asRecord(one);
    if (typeof key === 'string' && key !== '')
      text = text.replace(`/:${key}`, `/${encodeURIComponent(asText(value) ?? '')}`);
  }
  return text;
}

function bodyOf(
  body: Readonly<Record<string, unknown>>,
  name: string,
  path: Path,
  { fill, lost }: Means,
): ForeignRequest['body'] {
  const fieldsOf = (list: unknown): Record<string, string> =>
    Object.fromEntries(
      asList(list).flatMap((one): [string, string][] => {
        const { key, value, disabled } = asRecord(one);
        return typeof key === 'string' && key !== '__proto__' && disabled !== true
          ? [[key, fill(asText(value) ?? '', name, path)]]
          : [];
      }),
    );
  switch (body['mode']) {
    case 'raw':
      return { text: fill(asText(body['raw']) ?? '', name, [...path, 'body']) };
    case 'urlencoded':
      return { form: fieldsOf(body['urlencoded']) };
    case 'graphql':
      return { text: JSON.stringify(body['graphql']) };
    case 'formdata':
    case 'file':
      lost(`"${name}": a body of files is not taken over; add it to the test`, [...path, 'body']);
      return undefined;
    default:
      return undefined;
  }
}
