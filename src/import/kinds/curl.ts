import type { ImportNote } from '../../contract/import.ts';
import { parseCurl, type CurlProblem, type ParsedCurl } from '../../kit/parse-curl.ts';
import type { ImportContext, ImportDraft } from '../import-draft.ts';
import { linesOf } from '../line-at.ts';
import { refused } from '../refused.ts';
import { requestsDraft, type ForeignRequest } from '../requests.ts';
import type { SourceFiles } from '../source-files.ts';

const problems: Record<CurlProblem['kind'], string> = {
  'not-curl': 'this is no curl command',
  'open-quote': 'a quote is not closed',
  'no-url': 'it names no address',
  'value-missing': 'the last option needs a value',
  'bad-url': 'its address cannot be read',
  'bad-header': 'a header is written as "Name: value"',
  'several-urls': 'it names several addresses; write a command for each',
  'bad-form': 'a field of a form is written as name=value',
  'bad-method': 'its method cannot be read',
};

/** Curl commands, one after the other, as saved requests. */
export function readCurl(source: SourceFiles, context: ImportContext): ImportDraft {
  const [file] = source.files;
  const text = (file && source.text(file.path)) ?? '';
  const label = source.label;
  const notes: ImportNote[] = [];
  const commands = [...text.matchAll(/^[ \t]*(?:[$>%#][ \t]+)?(?:\S*[\\/])?curl(?:\.exe)?\s/gim)].map(
    ({ index }) => index,
  );
  if (commands.length === 0) throw refused(label, problems['not-curl']);
  const lineOf = linesOf(text);
  const requests = commands.map((start, at): ForeignRequest => {
    const line = lineOf(start);
    const { request, problem } = parseCurl(text.slice(start, commands[at + 1]).trim());
    if (problem !== null) {
      const detail = 'detail' in problem ? ` (${problem.detail.slice(0, 100)})` : '';
      throw refused(label, `line ${line}: ${problems[problem.kind]}${detail}`, { line });
    }
    return requestOf(request, label, line, notes);
  });
  return requestsDraft('curl', source, requests, context, notes);
}

function requestOf(
  { method, url, headers, body, withheld }: ParsedCurl,
  file: string,
  line: number,
  notes: ImportNote[],
): ForeignRequest {
  for (const option of withheld)
    notes.push({ severity: 'lost', message: `${option}: files of yours are not read`, file, line });
  const name = `${method} ${new URL(url).pathname.replace(/^\/fn(?=\/)/, '')}`;
  const request = { name, method, url, headers, line };
  if (body === null) return request;
  if (body.kind === 'text') return { ...request, body: { text: body.text } };
  const what = body.kind === 'file' ? `the body is the file ${body.name}` : 'the body is a form with files';
  notes.push({ severity: 'lost', message: `"${name}": ${what}; add it to the test`, file, line });
  return request;
}
