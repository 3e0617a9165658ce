import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const run = promisify(execFile);

/** The quick start as it is written, only with this engine's port. */
function shell(command: string): Promise<{ stdout: string }> {
  return run('sh', ['-c', command.replace('localhost:3000', `localhost:${engine.port}`)]);
}

it('does what the quick start says', async () => {
  const created = await shell(
    `curl -s -X POST http://localhost:3000/api/functions -H "Content-Type: application/json" -d '{"name":"hello-world","route":"/api/hello","methods":["GET","POST"],"code":"function handler(request) { return { message: \\"Hello!\\" }; }"}'`,
  );
  expect(JSON.parse(created.stdout)).toMatchObject({ id: 'hello-world', route: '/api/hello', damage: null });
  const answered = await shell('curl -s http://localhost:3000/fn/api/hello');
  expect(answered.stdout).toBe('{"message":"Hello!"}');
});
