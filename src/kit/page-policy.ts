/** What the page may reach beside its own origin; nothing when left out. */
export interface PageReach {
  connect?: string;
  frames?: string;
}

/**
 * The content security policy of the studio's page, whoever serves it. Monaco needs inline styles and same-origin
 * workers; nothing is ever evaluated or fetched from elsewhere.
 */
export function pagePolicy({ connect = '', frames = "'none'" }: PageReach = {}): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${connect}`.trimEnd(),
    `frame-src ${frames}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
