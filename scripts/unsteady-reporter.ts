import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Reporter, TestModule } from 'vitest/node';

import { root } from './project.ts';

/** Where the names of tests go that passed only when they were tried again: `{ names: string[] }`. */
export const unsteadyReport = path.join(root, 'test-results/unsteady.json');

/** Tells which tests passed only when they were tried again. */
export default class UnsteadyReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const tests = modules.flatMap(({ children }) => [...children.allTests('passed')]);
    const unsteady = tests.filter((test) => test.diagnostic()?.flaky);
    const names = unsteady.map(({ module, fullName }) => `${module.relativeModuleId} › ${fullName}`);
    for (const name of names) console.log(`Passed only when tried again: ${name}`);
    await writeFile(unsteadyReport, JSON.stringify({ names }));
  }
}
