/** `npm run sbom`: prints what the app is made of, as CycloneDX 1.6. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import packageJson from '../package.json' with { type: 'json' };
import { build } from './build.ts';
import { root } from './project.ts';
import type { PackageLicence } from './vite-plugin-licences.ts';

await build('engine');
await build('app');
const text = await readFile(path.join(root, 'out/renderer/licences.json'), 'utf8');
const packages = JSON.parse(text) as PackageLicence[];
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', name: packageJson.name, version: packageJson.version } },
  components: packages.map(({ name, version, licence }) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
    licenses: [{ license: { name: licence } }],
  })),
};
console.log(JSON.stringify(bom, null, 2));
