/**
 * `npm run audit`: asks npm's registry for known vulnerabilities of what the app is made of, as `npm run sbom` lists it.
 * Ends with 1 where there are some, with 2 where the registry cannot be asked.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { build } from './build.ts';
import { askNpm, findingsAmong, type AuditReport, type LockFile } from './known-vulnerabilities.ts';
import { root, say } from './project.ts';
import type { PackageLicence } from './vite-plugin-licences.ts';

await build('engine');
await build('app');
const packages = await read<PackageLicence[]>('out/renderer/licences.json');
const lock = await read<LockFile>('package-lock.json');
let report: AuditReport;
try {
  report = await askNpm();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
const findings = findingsAmong(new Set(packages.map(({ name, version }) => `${name}@${version}`)), report, lock);
for (const finding of findings) console.log(finding);
console.log(`${packages.length} packages, ${findings.length} known vulnerabilities`);
process.exitCode = findings.length > 0 ? 1 : 0;

async function read<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(path.join(root, file), 'utf8')) as Content;
}
