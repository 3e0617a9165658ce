import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestRegistry {
  /** A `.npmrc` that leads npm here and nowhere else. */
  npmrc: string;
  /** Resolves once somebody has asked for the package that never comes. */
  askedForSlow: Promise<void>;
  close(): Promise<void>;
}

/** A registry on this machine with `tiny` 1.0.0, whose scripts would leave a mark, and `slow`, which never answers. */
export async function startRegistry(): Promise<TestRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'nexo-registry-'));
  const tarball = await packTiny(folder);
  const asked = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    if (request.url === '/slow') return asked.resolve();
    if (request.url === '/tiny') {
      const dist = { tarball: `http://127.0.0.1:${port}/tiny-1.0.0.tgz` };
      const version = { name: 'tiny', version: '1.0.0', dist };
      response.setHeader('content-type', 'application/json');
      return void response.end(
        JSON.stringify({ name: 'tiny', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } }),
      );
    }
    if (request.url === '/tiny-1.0.0.tgz') return void response.end(tarball);
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    npmrc: `registry=http://127.0.0.1:${port}/\ncache=${join(folder, 'cache')}\nfetch-retries=0\n`,
    askedForSlow: asked.promise,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function packTiny(folder: string): Promise<Buffer> {
  await mkdir(join(folder, 'package'));
  const scripts = { postinstall: "node -e \"require('fs').writeFileSync('ran', '')\"" };
  await writeFile(
    join(folder, 'package/package.json'),
    JSON.stringify({ name: 'tiny', version: '1.0.0', main: 'index.js', scripts }),
  );
  await writeFile(join(folder, 'package/index.js'), "exports.tiny = 'tiny indeed';\n");
  execFileSync('tar', ['-czf', 'tiny.tgz', 'package'], { cwd: folder });
  return readFile(join(folder, 'tiny.tgz'));
}
