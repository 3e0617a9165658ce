/** One promise of docs/security.md that is counted: a row of `npm run verify:safety`. */
export interface Figure {
  /** Also the tag of its tests, in vitest `g5`, in Playwright `@g5`. */
  readonly tag: FigureTag;
  readonly name: string;
  /** Cases the short form of CI must have tried, and the full form of a release. */
  readonly least: { readonly short: number; readonly full: number };
}

export type FigureTag = (typeof tags)[number];

const tags = [
  'g1',
  'g2',
  'g3',
  'g4',
  'g5',
  'g6',
  'g7',
  'g8',
  'g9',
  'g10',
  'g11',
  'g12',
  'g13',
  'g14',
  'g15',
  'g16',
  'g18',
  'g19',
] as const;

export const figures: readonly Figure[] = [
  { tag: 'g1', name: 'Hostile functions', least: { short: 60, full: 60 } },
  { tag: 'g2', name: 'Malformed HTTP', least: { short: 297, full: 297 } },
  { tag: 'g3', name: 'Forged hosts, origins and tokens', least: { short: 140, full: 140 } },
  { tag: 'g4', name: 'Mutated HTTP', least: { short: 20_000, full: 1_000_000 } },
  { tag: 'g5', name: 'Targets of fetch', least: { short: 40_192, full: 200_192 } },
  { tag: 'g6', name: 'Hostile, damaged and travelling bundles', least: { short: 687, full: 10_679 } },
  { tag: 'g7', name: 'Killed while writing', least: { short: 300, full: 2_000 } },
  { tag: 'g8', name: 'Faults of the file system', least: { short: 100, full: 100 } },
  { tag: 'g9', name: 'Damaged stores', least: { short: 100, full: 100 } },
  { tag: 'g10', name: 'Two writers of one workspace', least: { short: 222, full: 25_001 } },
  { tag: 'g11', name: 'Soak with an engine that is killed', least: { short: 500, full: 100_000 } },
  { tag: 'g12', name: 'Crash or limit to the next good answer', least: { short: 22, full: 125 } },
  { tag: 'g13', name: 'Overload and slow clients', least: { short: 3, full: 3 } },
  { tag: 'g14', name: 'Unsaved text after a kill', least: { short: 1, full: 100 } },
  { tag: 'g15', name: 'Mutated and foreign IPC', least: { short: 10_000, full: 88_000 } },
  { tag: 'g16', name: 'Secrets that leak', least: { short: 270, full: 270 } },
  { tag: 'g18', name: 'The app and its window', least: { short: 60, full: 60 } },
  { tag: 'g19', name: 'What the app is made of', least: { short: 150, full: 300 } },
];
