/** A function as a bundle's own list of them says it. */
export interface BundledFunction {
  id: string;
  /** Null for one that is only called by others of the bundle. */
  route: string | null;
  methods: readonly string[];
  /** Loads its module, which is evaluated when it is first called, as in Nexo. */
  load(): Promise<unknown>;
  limits: BundledLimits;
  /** Variables and their values; the platform's environment wins over them. */
  env: Readonly<Record<string, string>>;
  /** Names alone: their values come from the platform's environment. */
  secrets: readonly string[];
  /** Names of `env` and the ids of the functions they lead to. */
  bindings: Readonly<Record<string, string>>;
}

/** What the bundle itself holds its functions to; CPU time and memory are the platform's to limit. */
export interface BundledLimits {
  wallMs: number;
  requestBytes: number;
  responseBytes: number;
}
