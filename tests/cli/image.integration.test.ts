/** The Dockerfile without Docker: its build gets every file it reads, and its last stage has all it needs to start. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { buildInputs } from '../../scripts/build.ts';

interface Lock {
  packages: Record<string, { dev?: boolean; bin?: Record<string, string> }>;
}

let image: string;
let instructions: string[][];
beforeAll(async () => {
  image = await mkdtemp(path.join(tmpdir(), 'nexo-image-'));
  const text = (await readFile('Dockerfile', 'utf8')).replaceAll(/\\\n/g, ' ');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  instructions = lines.map((line) => line.split(/\s+/));
});
afterAll(() => rm(image, { recursive: true, force: true }));

const argumentsOf = (name: string): string[] =>
  instructions.filter(([first]) => first === name).map((instruction) => instruction.slice(1).join(' '));

/** What the last stage takes from the build, by its path in the project. */
const copied = (): string[] =>
  argumentsOf('COPY').flatMap((text) => /^--from=build \/app\/(\S+) /.exec(text)?.[1] ?? []);

it('the build is given every file it reads', async () => {
  const ignored = (await readFile('.dockerignore', 'utf8')).trim().split('\n');
  expect(ignored[0]).toBe('*');
  const letIn = ignored.slice(1).map((line) => {
    expect(line).toMatch(/^!/);
    return line.slice(1);
  });
  const reaches = (file: string): boolean =>
    letIn.some((entry) =>
      entry.endsWith('/') ? file.startsWith(entry) || `${file}/` === entry : path.matchesGlob(file, entry),
    );
  const needed = [
    ...buildInputs,
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'scripts/build.ts',
  ];
  expect(needed.filter((file) => !reaches(file))).toEqual([]);
  expect(needed.filter((file) => !existsSync(file))).toEqual([]);
});

// The package of Node.js that is copied is this machine's.
describe.runIf(process.platform === 'linux')('the last stage', () => {
  it('starts, answers and ends with what it was given, as its user starts it', async () => {
    await layOut();
    const [entry] = argumentsOf('ENTRYPOINT').map((text) => JSON.parse(text) as string[]);
    const [program = '', ...args] = entry ?? [];
    const flags = ['serve', '--console', '--addr', '127.0.0.1:0', '--json'];
    const child = spawn(path.join(image, program), [...args, ...flags], {
      cwd: image,
      env: { NODE_ENV: 'production', NEXO_WORKSPACE: path.join(image, 'workspace'), NEXO_TOKEN: 'a-token-of-my-own' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const ready = JSON.parse(line) as { url: string; console: string };
    expect((await fetch(`${ready.url}/health`)).status).toBe(200);
    expect(await (await fetch(`${ready.console}/`)).text()).toContain('<title>Nexo Studio</title>');
    const created = await fetch(`${ready.url}/api/functions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'ts',
        route: '/ts',
        language: 'typescript',
        code: 'export default (): string => "inside";',
      }),
    });
    expect(created.status).toBe(201);
    expect(await (await fetch(`${ready.url}/fn/ts`)).text()).toContain('inside');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('lets go of root', () => {
    expect(argumentsOf('USER')).toEqual(['node']);
    expect(argumentsOf('VOLUME')).toEqual(['/workspace']);
    expect(argumentsOf('EXPOSE')).toEqual(['3000 3001']);
  });
});

it('compose serves the console to this machine alone, on the ports that are listened on, and asks for a token', async () => {
  const { services } = parse(await readFile('compose.yaml', 'utf8')) as {
    services: { nexo: { command: string[]; ports: string[]; volumes: string[]; environment: Record<string, string> } };
  };
  const { command, ports, volumes, environment } = services.nexo;
  expect(command).toEqual(['serve', '--console']);
  const exposed = argumentsOf('EXPOSE').flatMap((text) => text.split(' '));
  expect(ports).toEqual(exposed.map((port) => `127.0.0.1:${port}:${port}`));
  expect(volumes).toEqual(argumentsOf('VOLUME').map((place) => `./workspace:${place}`));
  expect(environment['NEXO_TOKEN']).toMatch(/^\$\{NEXO_TOKEN:\?/);
});

/** Copies what the last stage copies, packages as `npm prune --omit=dev` would leave them. */
async function layOut(): Promise<void> {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as Lock;
  const kept = Object.entries(packages).filter(
    ([folder, { dev }]) => folder !== '' && dev !== true && existsSync(folder),
  );
  expect(copied()).toEqual(['package.json', 'node_modules', 'out/engine', 'out/renderer']);
  for (const entry of ['package.json', 'out/engine']) await cp(entry, path.join(image, entry), { recursive: true });
  await mkdir(path.join(image, 'out/renderer'), { recursive: true });
  if (existsSync('out/renderer/index.html'))
    await cp('out/renderer/index.html', path.join(image, 'out/renderer/index.html'));
  else await writeFile(path.join(image, 'out/renderer/index.html'), '<title>Nexo Studio</title>');
  await mkdir(path.join(image, 'node_modules/.bin'), { recursive: true });
  for (const [folder, { bin = {} }] of kept) {
    await mkdir(path.dirname(path.join(image, folder)), { recursive: true });
    await promisify(execFile)('cp', ['-r', '--reflink=auto', folder, path.join(image, folder)]);
    for (const [name, file] of Object.entries(bin)) {
      const target = path.join('..', folder.replace(/^node_modules\//, ''), file);
      await symlink(target, path.join(image, 'node_modules/.bin', name));
    }
  }
}
