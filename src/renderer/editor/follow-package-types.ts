import { engine } from '../api/clients.ts';
import { useFiles } from '../state/files-store.ts';
import { usePackageInstalls } from '../state/package-installs.ts';
import { functionIdOf } from '../state/workspace-paths.ts';
import { isCodeFile } from './file-language.ts';
import { pathOf } from './file-models.ts';
import { importedPackages } from './imported-packages.ts';
import { monaco, typeFiles } from './monaco.ts';

/** A name that is being typed is no package yet. */
const quietMs = 600;

/** Gives the editor the types of the packages that the files it knows import, as they come to be imported. */
export function followPackageTypes(): void {
  const asked = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (folder: string, specifier: string): Promise<void> => {
    const key = `${folder}:${specifier}`;
    if (asked.has(key)) return;
    asked.add(key);
    // Without its types a package is of any type, as it was.
    typeFiles(await engine.packages.types({ folder, specifier }).catch(() => []));
  };
  const look = (): void => {
    for (const model of monaco.editor.getModels()) {
      const path = pathOf(model.uri);
      if (path === null || !isCodeFile(path)) continue;
      const id = functionIdOf(path);
      const folder = id === null ? '' : `functions/${id}`;
      for (const specifier of importedPackages(model.getValue())) void ask(folder, specifier);
    }
  };
  const lookSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, quietMs);
  };
  const lookAnew = (): void => {
    asked.clear();
    lookSoon();
  };
  const follow = (model: monaco.editor.ITextModel): void => {
    model.onDidChangeContent(lookSoon);
    lookSoon();
  };
  monaco.editor.onDidCreateModel(follow);
  monaco.editor.getModels().forEach(follow);
  usePackageInstalls.subscribe(lookAnew);
  useFiles.subscribe((files, before) => {
    if (files.opened !== before.opened) lookAnew();
  });
}
