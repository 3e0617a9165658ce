import { platform } from './platform.ts';

/**
 * Stands in for `tr46` when the prelude is bundled: the host has the Unicode tables, so the isolate need not.
 * Both answer null when the domain is not valid.
 */
export function toASCII(domain: string): string | null {
  return platform.host.domainToAscii(domain) || null;
}

export function toUnicode(domain: string): { domain: string; error: boolean } {
  const result = platform.host.domainToUnicode(domain);
  return { domain: result, error: result === '' };
}
