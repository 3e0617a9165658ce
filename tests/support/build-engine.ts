import { build } from '../../scripts/build.ts';

/** Integration tests run the engine and the sandbox as they ship: brings `out/engine` up to date once per run. */
export default async function buildEngine(): Promise<void> {
  await build('engine');
}
