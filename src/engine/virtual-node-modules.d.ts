declare module 'virtual:node-modules' {
  /** The modules behind `node:` names, by their names, as the texts of ES modules. */
  const modules: Readonly<Record<string, string>>;
  export default modules;
}
