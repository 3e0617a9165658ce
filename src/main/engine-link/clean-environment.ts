/** Variables that change how Electron, Node or the dynamic linker behave; a child must not inherit ours. */
const unwanted = /^(ELECTRON_|NODE_|CHROME_|LD_|DYLD_)/i;

/** The environment for a child process: ours without what could alter the program it runs. */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !unwanted.test(name)));
}
