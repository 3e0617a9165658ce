/** What a request says before its body. */
export interface RequestHead {
  method: string;
  url: string;
  /** `name, value, name, value, …`: repeated headers stay repeated, in order. */
  headers: string[];
  params: Record<string, string>;
}

/** Ends a part of a packed head: no method, URL or header of a checked request can hold it. */
export const headSeparator = '\0';

/**
 * A head as one text, which crosses to a function in one piece and is taken apart as far as somebody looks: method,
 * URL, the parameters as JSON (nothing where there are none), then the headers' names and values.
 */
export function packRequestHead({ method, url, headers, params }: RequestHead): string {
  return `${method}\0${url}\0${packParams(params)}\0${headers.join(headSeparator)}`;
}

function packParams(params: Record<string, string>): string {
  for (const _ in params) return JSON.stringify(params);
  return '';
}
