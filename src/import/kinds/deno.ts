import type { ImportNote } from '../../contract/import.ts';
import { denoAdapter } from '../adapters/worker-adapter.ts';
import { allMethods } from '../all-methods.ts';
import { asRecord, asText } from '../as-type.ts';
import { readProgram } from '../code/read-program.ts';
import { idOf } from '../free-names.ts';
import type { ImportDraft } from '../import-draft.ts';
import { mainOf } from '../main-of.ts';
import { projectDraft } from '../project.ts';
import { readConfig, type Config } from '../read-config.ts';
import type { SourceFiles } from '../source-files.ts';
import { secretNames } from '../variables.ts';

const unknownThere: Record<string, string> = {
  'Deno.openKv': 'there is no KV here',
  'Deno.cron': 'functions run when they are called',
  'Deno.readTextFile': 'functions read no files; import the file',
  'Deno.readFile': 'functions read no files; import the file',
  'Deno.writeTextFile': 'functions write no files',
  'Deno.listen': 'functions open no ports',
  'Deno.connect': 'functions open no sockets',
  'Deno.Command': 'functions start no programs',
  'Deno.upgradeWebSocket': 'functions accept no WebSockets',
};

/** A program for Deno that serves HTTP: it calls `Deno.serve`, or exports a `fetch`. */
export async function readDeno(source: SourceFiles): Promise<ImportDraft> {
  const notes: ImportNote[] = [];
  const file = ['deno.json', 'deno.jsonc'].find((name) => source.has(name));
  const config = file === undefined ? undefined : readConfig(file, source.text(file) ?? '');
  const named = asText(asRecord(config?.value['deploy'])['entrypoint']) ?? entryOfTask(config);
  const main = mainOf(source, named, ['main.ts', 'main.js', 'mod.ts', 'server.ts', 'index.ts', 'src/main.ts']);
  const program = await readProgram(main, source.text(main) ?? '');
  for (const { name, line } of program?.uses(new Set(Object.keys(unknownThere))) ?? []) {
    notes.push({ severity: 'lost', message: `${name}: ${unknownThere[name] ?? ''}`, file: main, line });
  }
  for (const [name, target] of Object.entries(asRecord(config?.value['imports']))) {
    if (config === undefined || String(target).startsWith('npm:')) continue;
    const message = `the import "${name}" leads to ${String(target)}: functions import files and npm packages only`;
    notes.push({ severity: 'lost', message, file: config.file, line: config.lineOf(['imports', name]) });
  }
  const usesDeno = source.files.some(
    ({ path }) => /\.[cm]?[jt]sx?$/.test(path) && /\bDeno\s*\./.test(source.text(path) ?? ''),
  );
  const one = {
    key: idOf(source.name),
    name: source.name.slice(0, 100),
    route: '/*',
    methods: allMethods,
    limits: {},
    env: {},
    secrets: secretNames(source, {}),
    bindings: {},
    main,
    ...(usesDeno && { adapter: denoAdapter }),
  };
  return projectDraft('deno', source, [one], notes);
}

/** `deno serve --allow-net main.ts` of a task. */
function entryOfTask(config: Config | undefined): string | undefined {
  for (const task of Object.values(asRecord(config?.value['tasks']))) {
    const found = /\bdeno (?:serve|run)\b.*?\s([\w./-]+\.[cm]?[jt]sx?)\b/.exec(asText(task) ?? '')?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
