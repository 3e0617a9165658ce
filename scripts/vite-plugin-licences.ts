import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Plugin } from 'vite';

import { filesWithin } from './virtual-module.ts';

export interface PackageLicence {
  name: string;
  version: string;
  licence: string;
  text: string;
}

export interface LicencesOptions {
  /** Folders of packages that go along as they are. */
  beside?: readonly string[];
  /** The same files of other builds, to be taken in as well. */
  also?: readonly string[];
}

/**
 * Writes `licences.json` beside a build: every package with a module in it, with its licence; also those that another
 * build has put into a text, such as the prelude, and those of fonts and other files.
 */
export function licencesPlugin({ beside = [], also = [] }: LicencesOptions = {}): Plugin {
  let page = '';
  return {
    name: 'nexo:licences',
    apply: 'build',
    configResolved: ({ root }) => void (page = root),
    generateBundle(_options, bundle) {
      const copied = Object.values(bundle).flatMap((one) => (one.type === 'asset' ? one.originalFileNames : []));
      const files = [...this.getModuleIds(), ...filesWithin, ...copied.map((file) => path.resolve(page, file))];
      const bundled = files.map(packageFolder).filter((folder) => folder !== undefined);
      const all = [...bundled, ...beside.filter((folder) => existsSync(folder))];
      const folders = new Set(all.map((folder) => path.resolve(folder)));
      const others = also
        .filter((file) => existsSync(file))
        .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as PackageLicence[]);
      const packages = new Map(
        [...others, ...[...folders].map(licenceOf)].map((one) => [`${one.name}@${one.version}`, one]),
      );
      const source = JSON.stringify([...packages.values()].toSorted((a, b) => a.name.localeCompare(b.name)));
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
