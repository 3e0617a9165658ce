declare module 'virtual:portable' {
  /** The runtime and the adapters of bundles: each one ES module, by its name. */
  const modules: Readonly<Record<string, string>>;
  export default modules;
}
