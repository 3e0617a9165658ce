import type { FunctionSummary } from '../../contract/function.ts';

/** The function a file belongs to, by id; null for one in `shared/`. */
export function functionIdOf(path: string): string | null {
  const [top, id] = path.split('/');
  return top === 'functions' && id !== undefined ? id : null;
}

/** The function whose code a file is, if it is any's. */
export function functionOfEntry(
  functions: ReadonlyMap<string, FunctionSummary>,
  path: string,
): FunctionSummary | undefined {
  const owner = functions.get(functionIdOf(path) ?? '');
  return owner?.file === path ? owner : undefined;
}

/** Whether a file may be part of a function: one of its own folder, or a shared one. */
export function isPartOf(path: string, functionId: string): boolean {
  return path.startsWith(`functions/${functionId}/`) || path.startsWith('shared/');
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder a path is in, without a slash at its end; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Whether a path is a folder itself or something in it. */
export function isAtOrIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
