import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';

import { EditorScreen } from '../features/editor/editor-screen.tsx';
import { FunctionListPane } from '../features/functions/function-list-pane.tsx';
import { PaneSeparator } from '../ui/pane-separator.tsx';
import { useWideWindow } from '../ui/use-wide-window.ts';

/** The editor beside the list of functions; in a narrow window the list gives its place to the editor. */
export function EditorWorkbench({ functionId }: { functionId: string }) {
  const wide = useWideWindow();
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'editor-workbench', storage: localStorage });
  if (!wide) return <EditorScreen functionId={functionId} />;
  return (
    <Group id="editor-workbench" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged} className="h-full">
      <Panel id="functions" defaultSize="232px" minSize="160px" maxSize="40%" groupResizeBehavior="preserve-pixel-size">
        <FunctionListPane currentId={functionId} />
      </Panel>
      <PaneSeparator />
      <Panel id="editor" minSize="480px">
        <EditorScreen functionId={functionId} />
      </Panel>
    </Group>
  );
}
