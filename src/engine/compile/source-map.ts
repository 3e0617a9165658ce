interface RawSourceMap {
  sources: string[];
  sourcesContent: (string | null)[];
}

/**
 * The map with the person's texts. Those of packages, which nobody looks at and which are most of a large map, are left
 * out.
 */
export function withTexts(mapText: string, texts: ReadonlyMap<string, string>): string {
  const map = JSON.parse(mapText) as RawSourceMap;
  map.sourcesContent = map.sources.map((source) => texts.get(source) ?? null);
  return JSON.stringify(map);
}
