import { execFile } from 'node:child_process';

import { root } from './project.ts';

/** What `npm audit --json` says, as far as it matters here. */
export interface AuditReport {
  vulnerabilities?: Record<string, { name: string; nodes: string[]; via: (string | Advisory)[] }>;
  error?: { summary?: string; detail?: string };
  message?: string;
}

interface Advisory {
  title: string;
  url: string;
  severity: string;
}

/** Where the packages of a lock file are, and of which version. */
export interface LockFile {
  packages: Record<string, { version?: string }>;
}

/**
 * Asks npm for what is known of everything that is installed: what is bundled is a development dependency here. Rejects
 * where the registry cannot be asked.
 */
export async function askNpm(): Promise<AuditReport> {
  const args = ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
  const output = await new Promise<string>((resolve) => {
    // npm ends with 1 where it has found something.
    execFile('npm', args, { cwd: root, maxBuffer: 100_000_000 }, (_error, stdout) => resolve(stdout));
  });
  const report = JSON.parse(output || '{}') as AuditReport;
  if (report.vulnerabilities !== undefined) return report;
  const { error, message = 'npm said nothing' } = report;
  throw new Error(`the registry cannot be asked: ${error?.summary || error?.detail || message}`);
}

/** A line for each advisory of a package that is shipped, in the version that is. */
export function findingsAmong(shipped: ReadonlySet<string>, report: AuditReport, lock: LockFile): string[] {
  return Object.values(report.vulnerabilities ?? {}).flatMap(({ name, nodes, via }) => {
    const versions = new Set(nodes.map((node) => lock.packages[node]?.version ?? ''));
    const used = [...versions].filter((version) => shipped.has(`${name}@${version}`));
    // What only depends on another that has an advisory is named by its name; the other has an entry of its own.
    const advisories = via.filter((one) => typeof one === 'object');
    return used.flatMap((version) =>
      advisories.map(({ severity, title, url }) => `${name}@${version} (${severity}): ${title}, ${url}`),
    );
  });
}
