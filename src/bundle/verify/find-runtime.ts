import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** A program that bundles are booted in. */
export type RuntimeName = 'workerd' | 'deno' | 'bun';

const require = createRequire(import.meta.url);
const suffix = process.platform === 'win32' ? '.exe' : '';
const { platform, arch } = process;
const system = platform === 'win32' ? 'windows' : platform;
const cpu = arch === 'arm64' ? 'arm64' : 'x64';

/** Where the npm packages of the runtimes keep their programs. */
const inPackages: Record<RuntimeName, string[]> = {
  workerd: [`@cloudflare/workerd-${system}-${cpu === 'x64' ? '64' : cpu}/bin/workerd${suffix}`, 'workerd/bin/workerd'],
  deno: [`@deno/${platform}-${cpu}${platform === 'linux' ? '-glibc' : ''}/deno${suffix}`],
  bun: [`@oven/bun-${system}-${cpu === 'arm64' ? 'aarch64' : cpu}/bin/bun${suffix}`],
};

/** The path of a runtime's program: of a package beside this one, or else of the PATH. Undefined when there is none. */
export function findRuntime(name: RuntimeName): string | undefined {
  return inPackages[name].map(resolvePackageFile).find(isThere) ?? onPath(name);
}

function isThere(file: string | undefined): file is string {
  return file !== undefined && existsSync(file);
}

function resolvePackageFile(file: string): string | undefined {
  const [scope = '', name = ''] = file.split('/');
  const packageName = scope.startsWith('@') ? `${scope}/${name}` : scope;
  try {
    const folder = dirname(require.resolve(`${packageName}/package.json`));
    return join(folder, file.slice(packageName.length + 1));
  } catch {
    return undefined;
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name + suffix)).find((file) => existsSync(file));
}
