import type { RawEntry } from '../../bundle/zip/testing/raw-zip.ts';

export const manifest = (change: object = {}): string =>
  JSON.stringify({ format: 'nexo-bundle', version: 1, name: 'x', functions: ['hello'], secrets: [], ...change });
export const record = (change: object = {}): string => JSON.stringify({ route: '/hello', methods: ['GET'], ...change });

interface BundleParts {
  manifest?: string;
  record?: string;
  code?: string | null;
  more?: RawEntry[];
}

/** A good bundle, but for what is given. */
export function bundle(parts: BundleParts = {}): RawEntry[] {
  const { code = 'export const handler = () => 1;' } = parts;
  return [
    { name: 'nexo-bundle.json', content: parts.manifest ?? manifest() },
    { name: 'functions/hello/function.json', content: parts.record ?? record() },
    ...(code === null ? [] : [{ name: 'functions/hello/index.js', content: code }]),
    ...(parts.more ?? []),
  ];
}
export const withFile = (name: string | Buffer, change: Partial<RawEntry> = {}): RawEntry[] =>
  bundle({ more: [{ name, content: 'x', ...change }] });

export type Case = [label: string, zip: () => RawEntry[] | Buffer, names: RegExp];
