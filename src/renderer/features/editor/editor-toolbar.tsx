import { Play, Save, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { unsavedOf, useDrafts } from '../../editor/drafts-store.ts';
import { useSaves } from '../../editor/save-file.ts';
import { gatewayUrl } from '../../http/route-path.ts';
import { useRuns } from '../../run/runs-store.ts';
import { openDialog } from '../../state/dialogs-store.ts';
import { useEngine } from '../../state/engine-store.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { isPartOf } from '../../state/workspace-paths.ts';
import { Badge, MethodBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ReleaseBadge, ReleaseControl } from '../../versions/release-control.tsx';
import { RunMarksToggle } from './run-marks-toggle.tsx';

export type NarrowView = 'code' | 'test';

export interface EditorToolbarProps {
  target: FunctionSummary;
  switcher: ReactNode;
  onRun(): void;
  onSave(): void;
  /** Which of code and test is shown; null when there is room for both. */
  view: NarrowView | null;
  onView(view: NarrowView): void;
}

/** Which function this is, where it is served, whether what is shown is live, and the two things done most. */
export function EditorToolbar({ target, switcher, onRun, onSave, view, onView }: EditorToolbarProps) {
  const { t } = useTranslation();
  const unsaved = useDrafts(({ drafts }) => unsavedOf(drafts, target.id).length > 0);
  const saveKeys = useShortcut('function.save');
  const settingsKeys = useShortcut('function.settings');
  const runKeys = useShortcut('function.run');
  const saving = useSaves(({ saves }) =>
    Object.entries(saves).some(([path, { phase }]) => phase === 'saving' && isPartOf(path, target.id)),
  );
  const running = useRuns(({ runs }) => (runs[target.id]?.runningSince ?? null) !== null);
  const gateway = useEngine(({ engine }) => (engine.phase === 'ready' ? engine.url : null));
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
      <h1 className="truncate text-base font-semibold tracking-tight">{target.name}</h1>
      {switcher}
      <span className="flex min-w-0 items-center gap-1 text-xs">
        <span className="flex shrink-0 gap-1 max-[1099px]:hidden">
          {target.methods.slice(0, 2).map((method) => (
            <MethodBadge key={method} method={method} />
          ))}
          {target.methods.length > 2 && <Badge title={target.methods.join(' ')}>+{target.methods.length - 2}</Badge>}
        </span>
        <code className="ml-1 truncate text-text-2" title={target.route}>
          /fn{target.route}
        </code>
        {gateway !== null && (
          <CopyButton
            text={gatewayUrl(gateway, target.route)}
            label={t('editor.copyUrl')}
            doneLabel={t('common.copied')}
          />
        )}
      </span>
      <span role="status" className="shrink-0">
        {unsaved ? (
          <Badge tone="warm" title={t('editor.unsavedHint')}>
            <span aria-hidden>●</span> {t('editor.unsaved')}
          </Badge>
        ) : target.problem ? (
          <Badge tone="danger" title={t('editor.problem')}>
            <span aria-hidden>✕</span> {t('functions.doesNotCompile')}
          </Badge>
        ) : (
          <ReleaseBadge release={target.release} />
        )}
      </span>
      <span className="flex-1" />
      <ReleaseControl target={target} />
      {view !== null && (
        <Segmented
          label={t('editor.view')}
          value={view}
          options={(['code', 'test'] as const).map((value) => ({ value, label: t(`editor.${value}`) }))}
          onChange={onView}
        />
      )}
      <RunMarksToggle />
      <IconButton
        icon={Settings2}
        label={t('editor.settings')}
        shortcut={settingsKeys}
        onClick={() => openDialog({ kind: 'function-settings', functionId: target.id })}
      />
      <Button icon={Save} busy={saving} disabled={!unsaved} onClick={onSave}>
        {t('editor.save')}
        {saveKeys && <Kbd>{saveKeys}</Kbd>}
      </Button>
      <Button tone="primary" icon={Play} busy={running} title={t('editor.runHint')} onClick={onRun}>
        {t('editor.run')}
        {runKeys && <Kbd onDark>{runKeys}</Kbd>}
      </Button>
    </header>
  );
}
