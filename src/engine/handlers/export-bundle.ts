import { createBundle } from '../../bundle/create-bundle.ts';
import { textFile, type BundleFile } from '../../bundle/bundle-file.ts';
import { environmentNames, type ExportedFunction } from '../../bundle/exported-function.ts';
import { collectSources } from '../../bundle/nexo/collect-sources.ts';
import { nexoBundle } from '../../bundle/nexo/nexo-bundle.ts';
import type { Target, TargetInput } from '../../bundle/target.ts';
import { workerdConfig } from '../../bundle/targets/workerd.ts';
import { verifyBundle } from '../../bundle/verify/verify-bundle.ts';
import { writeZip } from '../../bundle/zip/write-zip.ts';
import type { ExportCheck, ExportEvent } from '../../contract/bundle.ts';
import type { Environment } from '../../contract/environment.ts';
import { NexoError } from '../../contract/errors.ts';
import type { SecretValues } from '../read-secrets.ts';
import { exportedRecord } from '../store/function-record.ts';
import { replayCases } from './replay-cases.ts';
import type { Services } from './services.ts';

export interface ExportOrder {
  name: string;
  /** The workspace's real path. */
  workspace: string;
  target: Target;
  verify: boolean;
  /** The one functions run in. */
  environment: Environment | undefined;
  functions: readonly ExportedFunction[];
}

/** Makes one bundle and verifies it, telling each step. Without a bundle at its end, a check says why there is none. */
export async function* exportBundle(
  order: ExportOrder,
  services: Services,
  signal: AbortSignal,
): AsyncGenerator<ExportEvent, void, void> {
  const { name, target, functions } = order;
  yield told({ kind: 'compile', subject: String(functions.length), state: 'passed' });
  yield told({ kind: 'pack', subject: target.label, state: 'running' });
  const input: TargetInput = { name, functions };
  let files: BundleFile[];
  try {
    files = await filesOf(order, input);
  } catch (error) {
    if (!(error instanceof NexoError)) throw error;
    yield told({ kind: 'pack', subject: target.label, state: 'failed', detail: error.message });
    return;
  }
  const zip = await writeZip(files);
  yield told({ kind: 'pack', subject: target.label, state: 'passed' });

  const verified = order.verify ? yield* verification(target, input, files, services, signal) : null;
  const fileName = target.name === 'nexo' ? `${name}.nexo.zip` : `${name}-${target.name}.zip`;
  const listed = files.map(({ path, bytes }) => ({ path, bytes: bytes.byteLength }));
  const bundle = { name, target: target.name, fileName, files: listed, zip: zip.toString('base64'), verified };
  yield { type: 'finished', bundle };
}

async function filesOf({ target, workspace, environment }: ExportOrder, input: TargetInput): Promise<BundleFile[]> {
  if (target.name !== 'nexo') return createBundle(target, input);
  const sources = await collectSources(workspace, input.functions);
  return nexoBundle(input, sources.map(portable), environment);
}

/** Where a function came from, and whether it is trusted, is for this machine alone. */
function portable(file: BundleFile): BundleFile {
  if (!/^functions\/[^/]+\/function\.json$/.test(file.path)) return file;
  return textFile(file.path, exportedRecord(Buffer.from(file.bytes).toString()));
}

async function* verification(
  target: Target,
  input: TargetInput,
  files: readonly BundleFile[],
  services: Services,
  signal: AbortSignal,
): AsyncGenerator<ExportEvent, boolean | null, void> {
  const { functions, name } = input;
  const checks = verifyBundle({
    target: target.name,
    name,
    runtime: target.verifiedBy.runtime,
    files,
    reads: environmentNames(functions),
    env: secretsOf(functions, services),
    workerdConfig: workerdConfig(input),
    nexoProgram: services.nexoProgram,
    cases: await replayCases(functions, services),
    gateway: services.workspace.current().url,
    signal,
  });
  for (;;) {
    const next = await checks.next();
    if (next.done === true) return next.value;
    yield { type: 'check', check: next.value };
  }
}

/** What the functions that are verified get here as well. */
function secretsOf(functions: readonly ExportedFunction[], { functionEnv }: Services): SecretValues {
  return Object.assign({}, ...functions.map((one) => functionEnv.of(one.function).secrets)) as SecretValues;
}

function told(check: Omit<ExportCheck, 'id' | 'differences'>): ExportEvent {
  return { type: 'check', check: { id: check.kind, differences: [], ...check } };
}
