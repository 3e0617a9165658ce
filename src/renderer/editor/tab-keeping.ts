import { createBrowserDatabase } from '../state/browser-database.ts';
import { gonePaths, useFiles } from '../state/files-store.ts';
import { currentFunctions, useFunctions } from '../state/functions-store.ts';
import { openScreen, useRouter } from '../state/router-store.ts';
import { functionIdOf } from '../state/workspace-paths.ts';
import { isUnsaved, useDrafts } from './drafts-store.ts';
import { isMoving } from './file-actions.ts';
import { readKeptTabs, tabsToKeep } from './kept-tabs.ts';
import { closeWhere, focusedGroup, keepTab, noTabs, openPaths, openTab, type Tabs } from './tabs.ts';
import { changeTabs, useTabs } from './tabs-store.ts';
import { viewStates } from './view-states.ts';

/** Tabs are on disk this soon after a change. */
const keepAfterMs = 300;
const database = createBrowserDatabase('nexo-tabs');

/** Keeps tabs and views through crashes and restarts, and in step with the screen, the files and what is typed. */
export function startTabs(): { dispose(): void } {
  let workspace: string | null = null;
  let restored = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    timer = undefined;
    if (workspace === null || !restored) return;
    const { lastFunctionId: functionId } = useRouter.getState();
    const kept = tabsToKeep({ tabs: useTabs.getState(), views: viewStates.all(), functionId });
    // Tabs that cannot be kept are only opened again.
    void database.write(workspace, kept).catch(() => undefined);
  };
  const keepSoon = () => void (timer ??= setTimeout(keep, keepAfterMs));

  const open = async (folder: string): Promise<void> => {
    workspace = folder;
    restored = false;
    changeTabs(() => noTabs);
    const [read] = await Promise.all([database.read(folder).catch(() => undefined), draftsRestored(folder)]);
    const kept = readKeptTabs(read);
    if (workspace !== folder) return;
    restored = true;
    // Before the tabs: what they show begins with its view.
    if (kept) viewStates.restore(kept.views);
    // What was opened meanwhile stays in front of what is restored.
    if (kept) changeTabs((now) => [...shownIn(now)].reduce((tabs, path) => openTab(tabs, path), existing(kept.tabs)));
    const functionId = lastFunctionIn(useTabs.getState(), kept?.functionId ?? null);
    if (useRouter.getState().lastFunctionId === null) useRouter.setState({ lastFunctionId: functionId });
  };

  const stops = [
    useFunctions.subscribe(({ workspace: now }) => {
      if (now !== null && now.loading === null && now.folder !== workspace) void open(now.folder);
      followScreen();
    }),
    useRouter.subscribe(followScreen),
    useTabs.subscribe((tabs) => {
      followTabs(tabs);
      keepSoon();
    }),
    viewStates.onChange(keepSoon),
    useFiles.subscribe((files, before) => {
      const gone = gonePaths(before, files);
      const { drafts } = useDrafts.getState();
      if (gone.size > 0)
        changeTabs((tabs) => closeWhere(tabs, (path) => gone.has(path) && !isMoving(path) && !isUnsaved(drafts, path)));
    }),
    useDrafts.subscribe(({ drafts }, before) => {
      for (const [path, draft] of Object.entries(drafts)) {
        if (draft !== before.drafts[path] && isUnsaved(drafts, path)) changeTabs((tabs) => keepTab(tabs, path));
      }
    }),
  ];
  return {
    dispose() {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}

/** Resolves once the unsaved text of the last session is there: a file that is gone keeps its tab for it. */
function draftsRestored(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { workspace, restored } = useDrafts.getState();
      if (workspace !== folder || !restored) return;
      stop();
      resolve();
    };
    const stop = useDrafts.subscribe(look);
    look();
  });
}

/** The function the editor was about if it is still there, else one a file was shown of. */
function lastFunctionIn(tabs: Tabs, kept: string | null): string | null {
  const ids = [kept, ...[...focusedGroup(tabs).recent, ...openPaths(tabs)].map(functionIdOf)];
  return ids.find((id) => id !== null && currentFunctions().has(id)) ?? null;
}

const shownIn = ({ groups }: Tabs): Set<string> => new Set(groups.flatMap(({ active }) => active ?? []));

/** Without files that were deleted while the app was not there, but for those with unsaved text. */
function existing(tabs: Tabs): Tabs {
  const { paths } = useFiles.getState();
  const { drafts } = useDrafts.getState();
  return closeWhere(tabs, (path) => !paths.has(path) && drafts[path] === undefined);
}

let followed: string | null = null;

/** A function that was opened from elsewhere shows its code, unless a file that may stay is shown already. */
function followScreen(): void {
  const { screen } = useRouter.getState();
  if (screen.name !== 'editor') {
    followed = null;
    return;
  }
  const target = currentFunctions().get(screen.functionId);
  if (followed === screen.functionId || target === undefined || target.damage) return;
  followed = screen.functionId;
  const { active } = focusedGroup(useTabs.getState());
  const owner = functionIdOf(active ?? '');
  const stays = active !== null && (owner ?? (screen.keepsFile ? screen.functionId : null)) === screen.functionId;
  if (!stays) changeTabs((tabs) => openTab(tabs, target.file));
}

/** The screen is about the function of the file that is shown. */
function followTabs(tabs: Tabs): void {
  const { screen } = useRouter.getState();
  const functionId = functionIdOf(focusedGroup(tabs).active ?? '');
  if (screen.name !== 'editor' || functionId === null || functionId === screen.functionId) return;
  followed = functionId;
  openScreen({ name: 'editor', functionId });
}
