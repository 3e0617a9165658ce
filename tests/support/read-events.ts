/** The events of a stream that has ended, as the REST API sends them. */
export function* readEvents(text: string): Generator<{ name: string; value: unknown }, void, void> {
  for (const [, name = '', json = ''] of text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)) {
    yield { name, value: JSON.parse(json) as unknown };
  }
}
