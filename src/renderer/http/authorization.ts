import type { HeaderRow } from './header-rows.ts';

export type Authorization =
  | { kind: 'none' }
  | { kind: 'basic'; user: string; password: string }
  | { kind: 'bearer'; token: string }
  | { kind: 'other' };

/** Whether a row says who asks. */
export const isAuthorization = ({ name, enabled }: HeaderRow): boolean =>
  enabled && name.trim().toLowerCase() === 'authorization';

/** Who the headers say is asking. */
export function readAuthorization(rows: readonly HeaderRow[]): Authorization {
  const value = rows.find(isAuthorization)?.value;
  if (value === undefined) return { kind: 'none' };
  const bearer = /^Bearer ?(.*)$/i.exec(value)?.[1];
  if (bearer !== undefined) return { kind: 'bearer', token: bearer };
  const basic = /^Basic ?([A-Za-z0-9+/]*={0,2})$/i.exec(value)?.[1];
  if (basic === undefined) return { kind: 'other' };
  const [, user = '', password = ''] = /^([^:]*):?([^]*)$/.exec(decode(basic)) ?? [];
  return { kind: 'basic', user, password };
}

/** The headers with another one asking: the row that says so changes, comes or goes. */
export function withAuthorization(rows: readonly HeaderRow[], authorization: Authorization): HeaderRow[] {
  if (authorization.kind === 'other') return [...rows];
  if (authorization.kind === 'none') return rows.filter((row) => !isAuthorization(row));
  const value =
    authorization.kind === 'bearer'
      ? `Bearer ${authorization.token}`
      : `Basic ${encode(`${authorization.user}:${authorization.password}`)}`;
  if (rows.some(isAuthorization)) return rows.map((row) => (isAuthorization(row) ? { ...row, value } : row));
  const id = rows.reduce((largest, row) => Math.max(largest, row.id), 0) + 1;
  return [...rows, { id, enabled: true, name: 'Authorization', value }];
}

function encode(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

function decode(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}
