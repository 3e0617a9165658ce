import type { CompileInput } from './compiler.ts';

interface RawSourceMap {
  sources: string[];
  sourcesContent: (string | null)[];
}

/**
 * The map with the entry's text exactly as it was, and without the texts of packages and of the engine's own modules,
 * which nobody looks at and which are most of a large map.
 */
export function ownSourceMap(text: string, { file, code }: CompileInput): string {
  const map = JSON.parse(text) as RawSourceMap;
  map.sourcesContent = map.sources.map((source, index) => {
    if (source === file) return code;
    return source.startsWith('nexo:') || source.includes('node_modules/') ? null : (map.sourcesContent[index] ?? null);
  });
  return JSON.stringify(map);
}
