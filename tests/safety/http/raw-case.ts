/**
 * Bytes a client could send and the status they must get. In `text`, `HOST` stands for the engine's own host and port,
 * `PORT` for its port. Where two refusals are as good as each other (the parser's or ours), both are listed.
 */
export type RawCase = [what: string, text: string, status: number | readonly number[]];

/** The text as it is sent to an engine at that port of this machine. */
export function textFor(port: number, text: string): string {
  return text.replaceAll('HOST', `127.0.0.1:${port}`).replaceAll('PORT', `${port}`);
}

/** A request for a function that answers GET and POST, with these header lines besides `Host`. */
export const get = (...lines: string[]): string => request('GET /fn/echo HTTP/1.1', lines);
export const getTarget = (target: string): string => request(`GET ${target} HTTP/1.1`, []);
export const post = (lines: string[], body = ''): string => request('POST /fn/echo HTTP/1.1', lines) + body;

export function request(line: string, lines: readonly string[], host = 'HOST'): string {
  return [line, `Host: ${host}`, ...lines, '', ''].join('\r\n');
}
