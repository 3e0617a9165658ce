import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { type Environment, environmentNameSchema, firstEnvironment } from '../../contract/environment.ts';
import type { Recoveries } from './recoveries.ts';
import { storeError } from './store-error.ts';
import type { DurableFiles } from '../../disk/durable-files.ts';
import { copyAside } from '../../disk/copy-aside.ts';
import { failureReason } from '../../disk/failure-reason.ts';
import { readText } from '../../disk/read-text.ts';
import type { StoreFs } from './store-fs.ts';
import type { AddedSettings, EnvironmentTable } from './store.ts';
import type { SettingsFile, WorkspaceSettings } from './workspace-settings.ts';
import { createWriteQueue } from './write-queue.ts';

const fileName = '.nexo/environment';

export interface EnvironmentTableOptions {
  fs: StoreFs;
  files: DurableFiles;
  /** The workspace's `.nexo`. */
  stateFolder: string;
  settings: SettingsFile;
  recoveries: Recoveries;
}

/** Environments in `nexo.json`; which of them this machine uses is in `.nexo/environment`. */
export async function createEnvironmentTable(options: EnvironmentTableOptions): Promise<EnvironmentTable> {
  const { files, stateFolder, settings } = options;
  const activeFile = join(stateFolder, 'environment');
  const listeners = new Set<() => void>();
  const queue = createWriteQueue();
  let active = await readActive(options, activeFile);

  const list = (): Environment[] => {
    const named = Object.entries(settings.current().environments ?? {});
    if (named.length === 0) return [{ name: firstEnvironment, variables: {}, secrets: [] }];
    return named.map(([name, { variables, secrets }]) => ({ name, variables, secrets }));
  };
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  settings.onChange(tell);
  const change = (make: (current: Environment[]) => Environment[]): Promise<void> =>
    settings.change(({ environments: known = {} }) => {
      const environments = make(list()).map(({ name, ...content }) => [name, { ...known[name], ...content }] as const);
      return { environments: Object.fromEntries(environments) };
    });
  return {
    list,
    active: () => list().find(({ name }) => name === active) ?? list()[0]!,
    put: (environment) =>
      change((current) => {
        const known = current.some(({ name }) => name === environment.name);
        const others = current.map((other) => (other.name === environment.name ? environment : other));
        return known ? others : [...others, environment];
      }),
    bringIn: (added, commit) =>
      added === null ? commit(null) : settings.rewrite((now) => withVariables(now, added), commit),
    takeBack: (added, commit) =>
      added === null ? commit(null) : settings.rewrite((now) => withoutAdded(now, added), commit),
    remove: (name) => change((current) => current.filter((other) => other.name !== name)),
    async activate(name) {
      await queue.run(async () => {
        try {
          await files.write(activeFile, `${name}\n`);
          active = name;
        } catch (error) {
          active = await readActive(options, activeFile);
          throw storeError('save', fileName, error);
        }
      });
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => queue.settled(),
  };
}

/** A workspace that names no environments gets this one as its first. Undefined when nothing would change. */
function withVariables(
  settings: WorkspaceSettings,
  { name, variables, secrets }: Environment,
): WorkspaceSettings | undefined {
  const { environments = {} } = settings;
  const before = (Object.hasOwn(environments, name) && environments[name]) || { variables: {}, secrets: [] };
  const after = {
    variables: { ...before.variables, ...variables },
    secrets: [...new Set([...before.secrets, ...secrets])],
  };
  if (isDeepStrictEqual(before, after)) return undefined;
  return { ...settings, environments: { ...environments, [name]: { ...before, ...after } } };
}

/** What was changed since stays. Undefined when nothing would change. */
function withoutAdded(settings: WorkspaceSettings, added: AddedSettings): WorkspaceSettings | undefined {
  const { environments = {} } = settings;
  const before = Object.hasOwn(environments, added.name) ? environments[added.name] : undefined;
  if (before === undefined) return undefined;
  const variables = Object.entries(before.variables).filter(([name, value]) => added.variables[name] !== value);
  const secrets = before.secrets.filter((name) => !added.secrets.includes(name));
  const after = { ...before, variables: Object.fromEntries(variables), secrets };
  if (isDeepStrictEqual(before, after)) return undefined;
  const { [added.name]: _, ...others } = environments;
  const isOver = added.isNew && variables.length + secrets.length === 0;
  return { ...settings, environments: isOver ? others : { ...environments, [added.name]: after } };
}

/** Undefined where no environment was chosen, or what was chosen cannot be read: then the first is used. */
async function readActive({ fs, recoveries }: EnvironmentTableOptions, file: string): Promise<string | undefined> {
  let reason = 'it is not the name of an environment';
  try {
    const found = await readText(fs, file);
    const name = environmentNameSchema.optional().safeParse(found?.text.trim());
    if (name.success) return name.data;
  } catch (error) {
    reason = failureReason(error);
  }
  const copy = await copyAside(fs, file).catch(() => file);
  recoveries.note({ file: fileName, reason, kept: `.nexo/${basename(copy)}` });
  return undefined;
}
