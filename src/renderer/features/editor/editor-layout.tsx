import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, useDefaultLayout, usePanelRef } from 'react-resizable-panels';

import type { FunctionSummary } from '../../../contract/function.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PaneSeparator } from '../../ui/pane-separator.tsx';
import { useWideWindow } from '../../ui/use-wide-window.ts';
import { CodePane } from './code-pane.tsx';
import { EditorToolbar, type NarrowView } from './editor-toolbar.tsx';
import { useEditorCommands } from './use-editor-commands.ts';

/** What other features show around the code. */
export interface EditorPanes {
  /** Leads to other functions, at the title, where no list stands beside the editor. */
  switcher: ReactNode;
  test: ReactNode;
  /** The live calls; `controls` stands in their toolbar. */
  calls(controls: ReactNode): ReactNode;
}

export interface EditorLayoutProps extends EditorPanes {
  target: FunctionSummary;
  /** It was deleted outside while its text was unsaved. */
  removed: boolean;
}

/** Code and test side by side over the calls; in a narrow window code and test take turns. */
export function EditorLayout({ target, removed, switcher, test, calls }: EditorLayoutProps) {
  const { t } = useTranslation();
  const wide = useWideWindow();
  const [view, setView] = useState<NarrowView>('code');
  const showTest = useCallback(() => setView('test'), []);
  const showCode = useCallback(() => setView('code'), []);
  const { run, save } = useEditorCommands(target.id, showTest);
  const rows = useDefaultLayout({ id: 'editor-rows', storage: localStorage });
  const columns = useDefaultLayout({ id: 'editor-columns', storage: localStorage });
  const drawer = usePanelRef();
  const [drawerOpen, setDrawerOpen] = useState(true);
  const toggleDrawer = () => (drawerOpen ? drawer.current?.collapse() : drawer.current?.expand());
  const code = <CodePane target={target} removed={removed} onRun={run} onSave={save} onShow={showCode} />;
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
          id="calls"
          defaultSize="25%"
          minSize="112px"
          collapsible
          collapsedSize="36px"
          panelRef={drawer}
          onResize={() => setDrawerOpen(drawer.current?.isCollapsed() === false)}
        >
          {calls(
            <IconButton
              icon={drawerOpen ? ChevronDown : ChevronUp}
              label={t(drawerOpen ? 'editor.hideCalls' : 'editor.showCalls')}
              aria-expanded={drawerOpen}
              onClick={toggleDrawer}
            />,
          )}
        </Panel>
      </Group>
    </div>
  );
}
