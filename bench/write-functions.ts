import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes functions `f0`, `f1`, … at `/f/0`, `/f/1`, … into a workspace, as another program would. */
export function writeFunctions(workspace: string, count: number): void {
  for (let index = 0; index < count; index++) {
    const folder = path.join(workspace, 'functions', `f${index}`);
    mkdirSync(folder, { recursive: true });
    const record = { name: `f${index}`, route: `/f/${index}`, methods: ['GET'], language: 'typescript' };
    writeFileSync(path.join(folder, 'function.json'), `${JSON.stringify(record, null, 2)}\n`);
    writeFileSync(path.join(folder, 'index.ts'), `function handler(): object {\n  return { answer: ${index} };\n}\n`);
  }
}
