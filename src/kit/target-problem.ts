/** Anything that makes a path worth a closer look; most have nothing of it. */
const suspicious = /[%\\#]|\/\/|\/\.|[^\x21-\x7e]/;
const dotSegment = /\/(\.|%2e){1,2}(\/|$)/i;
const encodedSeparator = /%(2f|5c|00)/i;

/**
 * Why a request's path and query are not answered, whatever they lead to: two programs could read them differently.
 * Undefined for good ones. Both are as they came, still %-encoded; `query` has its `?`.
 */
export function targetProblem(path: string, query: string): string | undefined {
  const problem = suspicious.test(path) ? pathProblem(path) : undefined;
  if (problem !== undefined) return problem;
  return /[#\\]|[^\x21-\x7e]/.test(query) ? 'the query has a character that must be %-encoded' : undefined;
}

function pathProblem(path: string): string | undefined {
  if (/[\\#]|[^\x21-\x7e]/.test(path)) return 'the path has a character that must be %-encoded';
  if (path.includes('//')) return 'the path has an empty part ("//")';
  if (dotSegment.test(path)) return 'the path has a "." or ".." part';
  if (encodedSeparator.test(path)) return 'the path has an encoded "/", "\\" or NUL';
  try {
    decodeURIComponent(path);
  } catch {
    return 'the path is not valid %-encoded UTF-8';
  }
  return undefined;
}
