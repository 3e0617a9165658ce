import path from 'node:path';

/** The absolute path of something in the workspace; undefined when `relative` leads out of it. */
export function pathInWorkspace(workspace: string, relative: string): string | undefined {
  const target = path.resolve(workspace, relative);
  const inside = target === workspace || target.startsWith(workspace + path.sep);
  return inside && !path.isAbsolute(relative) ? target : undefined;
}
