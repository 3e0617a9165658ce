import type { BundleFile } from '../bundle/bundle-file.ts';
import type { Environment } from '../contract/environment.ts';
import type { Method, Language } from '../contract/function.ts';
import type { ImportKind, ImportNote } from '../contract/import.ts';
import type { Limits } from '../contract/limits.ts';
import type { TestCase } from '../contract/test.ts';

/** A function as its source describes it, before anybody looked at what the workspace has. */
export interface DraftFunction {
  /** The id it wants. */
  key: string;
  name: string;
  route: string;
  methods: readonly Method[];
  language: Language;
  limits: Partial<Limits>;
  env: Readonly<Record<string, string>>;
  /** Names: values are never imported. */
  secrets: readonly string[];
  /** To functions of the same source, by their keys. */
  bindings: Readonly<Record<string, string>>;
  /** In its folder, its entry among them, `function.json` not. */
  files: readonly BundleFile[];
  /** What its package.json asks for, as `name@range`. Nothing is installed by an import. */
  packages?: readonly string[];
  /** What else `function.json` is to say. */
  record?: Readonly<Record<string, unknown>>;
}

/** A request that is saved with a function of the workspace. */
export interface DraftRequest {
  functionId: string;
  name: string;
  test: TestCase;
}

/** Everything a source holds, translated. Nothing of it was run. */
export interface ImportDraft {
  kind: ImportKind;
  /** What the source is called. */
  name: string;
  functions: readonly DraftFunction[];
  requests: readonly DraftRequest[];
  /** Outside of functions, by their paths in the workspace. */
  files: readonly BundleFile[];
  environment: Environment | null;
  /** What shared files need installed for the workspace, as `name@range`. */
  packages?: readonly string[];
  notes: readonly ImportNote[];
}

/** What reading a source needs of the engine. */
export interface ImportContext {
  /** Throws INVALID_ROUTE. */
  checkRoute(route: string): void;
  /** What a `function.json` says. Throws an Error that names the field at fault. */
  parseRecord(value: unknown): BundledRecord;
  /** The function requests are saved with, where a person chose one. */
  functionId?: string;
  /** The function of the workspace that answers a request. */
  match(method: string, path: string): string | undefined;
}

export interface BundledRecord extends Pick<DraftFunction, 'route' | 'methods' | 'env' | 'secrets'> {
  name?: string;
  language?: Language;
  limits: Partial<Limits>;
  bindings: Readonly<Record<string, { function: string }>>;
}
