import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, useDefaultLayout, usePanelRef } from 'react-resizable-panels';

import type { FunctionSummary } from '../../../contract/function.ts';
import { useTestView } from '../../run/test-view-store.ts';
import { onCommand } from '../../state/commands.ts';
import { useDrawer } from '../../state/drawer-store.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PaneSeparator } from '../../ui/pane-separator.tsx';
import { useWideWindow } from '../../ui/use-wide-window.ts';
import { CodeGroups } from './code-groups.tsx';
import { EditorToolbar, type NarrowView } from './editor-toolbar.tsx';
import { useEditorCommands } from './use-editor-commands.ts';

/** What other features show around the code. */
export interface EditorPanes {
  /** Leads to other functions, at the title, where no list stands beside the editor. */
  switcher: ReactNode;
  test: ReactNode;
  /** What stands below; `controls` stands in its row of tabs. */
  drawer(controls: ReactNode): ReactNode;
}

export interface EditorLayoutProps extends EditorPanes {
  target: FunctionSummary;
}

/** Code and test side by side over the drawer; in a narrow window code and test take turns. */
export function EditorLayout({ target, switcher, test, drawer }: EditorLayoutProps) {
  const { t } = useTranslation();
  const wide = useWideWindow();
  const [view, setView] = useState<NarrowView>('code');
  const showTest = useCallback(() => setView('test'), []);
  const showCode = useCallback(() => setView('code'), []);
  const { run, save } = useEditorCommands(target.id, showTest, showCode);
  const drawerKeys = useShortcut('drawer.toggle');
  const rows = useDefaultLayout({ id: 'editor-rows', storage: localStorage });
  const columns = useDefaultLayout({ id: 'editor-columns', storage: localStorage });
  const panel = usePanelRef();
  const [drawerOpen, setDrawerOpen] = useState(true);
  useEffect(
    () =>
      useDrawer.subscribe(({ asked }, before) => {
        if (asked !== before.asked) panel.current?.expand();
      }),
    [panel],
  );
  const toggleDrawer = () => (drawerOpen ? panel.current?.collapse() : panel.current?.expand());
  useEffect(() => onCommand('drawer.toggle', toggleDrawer));
  useEffect(() => useTestView.subscribe(({ asked }, before) => asked !== before.asked && showTest()), [showTest]);
  const code = <CodeGroups target={target} onShow={showCode} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <EditorToolbar
        target={target}
        switcher={switcher}
        onRun={run}
        onSave={save}
        view={wide ? null : view}
        onView={setView}
      />
      <Group
        id="editor-rows"
        orientation="vertical"
        defaultLayout={rows.defaultLayout}
        onLayoutChanged={rows.onLayoutChanged}
        className="min-h-0 flex-1"
      >
        <Panel id="work" minSize="160px">
          {wide ? (
            <Group
              id="editor-columns"
              defaultLayout={columns.defaultLayout}
              onLayoutChanged={columns.onLayoutChanged}
              className="h-full"
            >
              <Panel id="code" minSize="280px">
                {code}
              </Panel>
              <PaneSeparator />
              <Panel id="test" defaultSize="42%" minSize="340px">
                {test}
              </Panel>
            </Group>
          ) : (
            <>
              <div hidden={view !== 'code'} className="h-full">
                {code}
              </div>
              <div hidden={view !== 'test'} className="h-full">
                {test}
              </div>
            </>
          )}
        </Panel>
        <PaneSeparator direction="horizontal" />
        <Panel
          id="drawer"
          defaultSize="29%"
          minSize="120px"
          collapsible
          collapsedSize="36px"
          panelRef={panel}
          onResize={() => setDrawerOpen(panel.current?.isCollapsed() === false)}
        >
          {drawer(
            <IconButton
              icon={drawerOpen ? ChevronDown : ChevronUp}
              label={t(drawerOpen ? 'editor.hideDrawer' : 'editor.showDrawer')}
              shortcut={drawerKeys}
              aria-expanded={drawerOpen}
              onClick={toggleDrawer}
            />,
          )}
        </Panel>
      </Group>
    </div>
  );
}
