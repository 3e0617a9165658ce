import type { TargetName } from '../contract/bundle.ts';
import type { BundleFile } from './bundle-file.ts';
import type { ExportedFunction } from './exported-function.ts';

/** What a target makes its files of. */
export interface TargetInput {
  /** What the bundle is called: lower-case letters, digits and dashes. */
  name: string;
  /** Ordered by id. */
  functions: readonly ExportedFunction[];
}

/** One place a bundle can be exported to. */
export interface Target {
  readonly name: TargetName;
  /** As its makers write it. */
  readonly label: string;
  /** Everything but what all bundles have. */
  files(input: TargetInput): BundleFile[];
  /** What its README says beside what all say: how to run it, and what its limits became. */
  readme(input: TargetInput): TargetReadme;
}

export interface TargetReadme {
  /** Each a heading and a text of Markdown. */
  sections: [heading: string, text: string][];
}
