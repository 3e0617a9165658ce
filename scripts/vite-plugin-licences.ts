import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Plugin } from 'vite';

interface PackageLicence {
  name: string;
  version: string;
  licence: string;
  text: string;
}

/**
 * Writes `licences.json` beside a build: every package with a module in it, with its licence. What `also` names, the
 * same file of another build, is taken in as well.
 */
export function licencesPlugin(also?: string): Plugin {
  return {
    name: 'nexo:licences',
    apply: 'build',
    generateBundle() {
      const folders = new Set([...this.getModuleIds()].map(packageFolder).filter((folder) => folder !== undefined));
      const others =
        also !== undefined && existsSync(also) ? (JSON.parse(readFileSync(also, 'utf8')) as PackageLicence[]) : [];
      const all = new Map(
        [...others, ...[...folders].map(licenceOf)].map((one) => [`${one.name}@${one.version}`, one]),
      );
      const source = JSON.stringify([...all.values()].toSorted((a, b) => a.name.localeCompare(b.name)));
      this.emitFile({ type: 'asset', fileName: 'licences.json', source });
    },
  };
}

function packageFolder(id: string): string | undefined {
  return /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1];
}

function licenceOf(folder: string): PackageLicence {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const { name, version, license } = manifest;
  return {
    name: String(name),
    version: String(version),
    licence: typeof license === 'string' ? license : 'see its text',
    text: file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8'),
  };
}
