import type { TargetName } from '../contract/bundle.ts';
import type { RuntimeName } from './verify/find-runtime.ts';
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
  /** The program a bundle is booted in to verify it; `contract`: called as the target would call it. */
  readonly verifiedBy: { runtime: RuntimeName | 'node' | 'nexo'; by: 'runtime' | 'contract' };
  /** Where the modules that all bundles have are, with a `/` at its end; the bundle's own folder when left out. */
  readonly modules?: string;
  /** Everything but what all bundles have. */
  files(input: TargetInput): BundleFile[];
  /** What its README says beside what all say: how to run it, and what its limits became. */
  readme(input: TargetInput): TargetReadme;
}

export interface TargetReadme {
  /** Each a heading and a text of Markdown. */
  sections: [heading: string, text: string][];
}
