import { readFileSync } from 'node:fs';

const row = /^\| `([a-z-]+)` +\| (\d+) +\| (\w+) +\| (status|headers|body) +\| .+ \|$/;

/** The rows of the table in docs/parity.md: `function request runtime what`. */
export const listedDifferences: ReadonlySet<string> = new Set(
  readFileSync('docs/parity.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, id, request, runtime, what] = row.exec(line) ?? [];
      return id === undefined ? [] : [`${id} ${request} ${runtime} ${what}`];
    }),
);
