import { engine } from '../api/clients.ts';
import { changeOf, gonePaths, useFiles } from '../state/files-store.ts';
import { useRouter } from '../state/router-store.ts';
import { isPartOf } from '../state/workspace-paths.ts';
import { isCodeFile, languageOf } from './file-language.ts';
import { disposeModels, fileModel, modelOf, modelStored } from './file-models.ts';

/** More would keep the TypeScript worker busy for longer than it helps. */
const maxFiles = 400;

/** Lets the editor know every file of the function it shows and the shared ones, as they are on the disk. */
export function followFunctionFiles(): void {
  let current: string | null = null;

  const load = async (functionId: string): Promise<void> => {
    let count = 0;
    const under = [`functions/${functionId}`, 'shared'];
    for await (const batch of await engine.files.texts({ under })) {
      for (const { path, text } of batch) {
        if (count >= maxFiles || current !== functionId) return;
        if (!isOfUse(path)) continue;
        count += 1;
        fileModel(path, text);
      }
    }
  };

  const readAgain = async (path: string): Promise<void> => {
    const file = await engine.files.read({ path }).catch(() => undefined);
    if (file === undefined || current === null || !isPartOf(path, current)) return;
    if (modelOf(path) === null) fileModel(path, file.text);
    else modelStored(path, file.text);
  };

  const followScreen = (): void => {
    const { screen } = useRouter.getState();
    if (screen.name !== 'editor' || screen.functionId === current) return;
    current = screen.functionId;
    // Without them the types of what is imported are missing, nothing else.
    void load(current).catch(() => undefined);
  };
  useRouter.subscribe(followScreen);
  followScreen();

  useFiles.subscribe((files, before) => {
    if (files.opened !== before.opened) {
      if (current !== null) void load(current).catch(() => undefined);
      return;
    }
    const gone = gonePaths(before, files);
    if (gone.size > 0) disposeModels((path) => gone.has(path));
    for (const path of files.changes.keys()) {
      const isNews = changeOf(files, path) !== changeOf(before, path);
      if (isNews && current !== null && isPartOf(path, current) && isOfUse(path)) void readAgain(path);
    }
  });
}

const isOfUse = (path: string): boolean => isCodeFile(path) || languageOf(path) === 'json';
