import { FileCode2 } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel } from 'react-resizable-panels';

import type { FunctionSummary } from '../../../contract/function.ts';
import { type CodeEditorHandle, setActiveEditor } from '../../editor/active-editor.ts';
import { focusGroup } from '../../editor/tabs.ts';
import { changeTabs, useTabs } from '../../editor/tabs-store.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { PaneSeparator } from '../../ui/pane-separator.tsx';
import { runCommand } from '../../state/commands.ts';
import { FilePane } from './file-pane.tsx';
import { TabStrip } from './tab-strip.tsx';

export interface CodeGroupsProps {
  target: FunctionSummary;
  /** Brings the code into sight, where panes take turns. */
  onShow(): void;
}

/** The open files: one group of tabs, or two side by side. */
export function CodeGroups({ target, onShow }: CodeGroupsProps) {
  const count = useTabs(({ groups }) => groups.length);
  useEffect(() => () => setActiveEditor(null), []);
  if (count === 1) return <CodeGroup index={0} target={target} onShow={onShow} />;
  return (
    <Group id="code-groups" className="h-full">
      <Panel id="left" minSize="160px">
        <CodeGroup index={0} target={target} onShow={onShow} />
      </Panel>
      <PaneSeparator />
      <Panel id="right" minSize="160px">
        <CodeGroup index={1} target={target} onShow={onShow} />
      </Panel>
    </Group>
  );
}

function CodeGroup({ index, target, onShow }: CodeGroupsProps & { index: number }) {
  const { t } = useTranslation();
  const group = useTabs(({ groups }) => groups[index]);
  const focus = () => changeTabs((tabs) => focusGroup(tabs, index));
  const onFocus = useCallback((handle: CodeEditorHandle) => setActiveEditor(showing(handle, onShow)), [onShow]);
  if (group === undefined) return null;
  return (
    <section
      aria-label={t(index === 0 ? 'editor.code' : 'editor.codeRight')}
      className="flex h-full min-h-0 flex-col"
      onFocusCapture={focus}
      onPointerDownCapture={focus}
    >
      {group.tabs.length > 0 && <TabStrip index={index} group={group} />}
      {group.active === null ? <NoFile /> : <FilePane path={group.active} target={target} onFocus={onFocus} />}
    </section>
  );
}

function NoFile() {
  const { t } = useTranslation();
  const keys = useShortcut('quick.open');
  return (
    <EmptyState
      icon={FileCode2}
      title={t('editor.noFile')}
      description={t('editor.noFileHint')}
      action={
        <Button onClick={() => runCommand('quick.open')}>
          {t('commands.quick.open')}
          {keys && <Kbd>{keys}</Kbd>}
        </Button>
      }
    />
  );
}

/** The same handle, which brings its pane into sight before it does anything. */
function showing(handle: CodeEditorHandle, onShow: () => void): CodeEditorHandle {
  return {
    line: handle.line,
    focus: () => (onShow(), requestAnimationFrame(handle.focus)),
    undo: () => (onShow(), requestAnimationFrame(handle.undo)),
  };
}
