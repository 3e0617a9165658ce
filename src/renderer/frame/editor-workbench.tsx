import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';

import { BurstPane } from '../features/burst/burst-pane.tsx';
import { EditorScreen } from '../features/editor/editor-screen.tsx';
import { ExplorerPane } from '../features/functions/explorer-pane.tsx';
import { FunctionSwitcher } from '../features/functions/function-switcher.tsx';
import { TestPanel } from '../features/test-panel/test-panel.tsx';
import { TestsPane } from '../features/tests/tests-pane.tsx';
import { PaneSeparator } from '../ui/pane-separator.tsx';
import { useWideWindow } from '../ui/use-wide-window.ts';
import { EditorDrawer } from './editor-drawer.tsx';

/** The editor beside the list of functions; in a narrow window the list gives its place to the editor. */
export function EditorWorkbench({ functionId }: { functionId: string }) {
  const wide = useWideWindow();
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'editor-workbench', storage: localStorage });
  const editor = (
    <EditorScreen
      functionId={functionId}
      switcher={wide ? null : <FunctionSwitcher currentId={functionId} />}
      test={
        <TestPanel
          key={functionId}
          functionId={functionId}
          tests={<TestsPane functionId={functionId} />}
          burst={<BurstPane functionId={functionId} />}
        />
      }
      drawer={(controls) => <EditorDrawer functionId={functionId} controls={controls} />}
    />
  );
  return (
    // One group in either case: what is open in the editor stays while the window becomes narrow or wide.
    <Group id="editor-workbench" {...(wide && { defaultLayout, onLayoutChanged })} className="h-full">
      {wide && (
        <Panel
          id="functions"
          defaultSize="232px"
          minSize="160px"
          maxSize="40%"
          groupResizeBehavior="preserve-pixel-size"
        >
          <ExplorerPane currentId={functionId} />
        </Panel>
      )}
      {wide && <PaneSeparator />}
      <Panel id="editor" minSize="480px">
        {editor}
      </Panel>
    </Group>
  );
}
