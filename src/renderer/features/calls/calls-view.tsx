import { Activity, Download, ListX, Pause, Play, X } from 'lucide-react';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';

import { parseCallQuery } from '../../../contract/call-query.ts';
import { engine } from '../../api/clients.ts';
import { useFormat } from '../../i18n/format.ts';
import { onCommands } from '../../state/commands.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PaneSeparator } from '../../ui/pane-separator.tsx';
import type { CallListState } from './call-list.ts';
import { CallDetail } from './call-detail.tsx';
import { CallTable } from './call-table.tsx';
import { HistoryNotice } from './history-notice.tsx';
import { QueryField } from './query-field.tsx';
import { saveText } from './save-text.ts';
import { useCallList } from './use-call-list.ts';

export interface CallsViewProps {
  query: string;
  onQuery(query: string): void;
  chosenId: string | null;
  onChosen(id: string | null): void;
  /** What stands before the filter, and at the right end. */
  lead?: ReactNode;
  controls?: ReactNode;
  /** Shown while there is no call at all. */
  empty?: ReactNode;
}

/** The live list of calls under its filter, with the details of the chosen one beside it. */
export function CallsView({ query, onQuery, chosenId, onChosen, lead, controls, empty }: CallsViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [paused, setPaused] = useState(false);
  const [clearing, setClearing] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const { problems } = useMemo(() => parseCallQuery(query), [query]);
  // A word that is still being typed is often wrong: the list stays as it was until it is right.
  const sound = useRef('');
  if (problems.length === 0) sound.current = query.trim();
  const asked = useDeferredValue(sound.current);
  const { list, state } = useCallList(asked);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'calls', storage: localStorage });
  useSlashKey(root);

  const exportHar = (): void => {
    engine.calls
      .export({ query: asked })
      .then((har) => saveText('calls.har', 'application/json', JSON.stringify(har, null, 2)), reportProblem);
  };
  const clear = (): void => {
    setClearing(false);
    engine.calls.clear({ query: asked }).then(() => list.reload(), reportProblem);
  };
  const isEmpty = !state.loading && state.count === 0 && state.waiting === 0;
  useEffect(() =>
    onCommands({
      'calls.filter': () => filterIn(root)?.focus(),
      'calls.pause': () => setPaused((before) => !before),
      ...(!isEmpty && { 'calls.export': exportHar, 'calls.clear': () => setClearing(true) }),
    }),
  );
  return (
    <div ref={root} className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line px-3 py-1">
        {lead}
        <QueryField value={query} problems={problems} onChange={onQuery} />
        <CallCount state={state} asked={asked} paused={paused} />
        <IconButton
          icon={paused ? Play : Pause}
          label={t(paused ? 'calls.resume' : 'calls.pause')}
          aria-pressed={paused}
          onClick={() => setPaused(!paused)}
        />
        <IconButton icon={Download} label={t('calls.export')} disabled={isEmpty} onClick={exportHar} />
        <IconButton icon={ListX} label={t('calls.clear')} disabled={isEmpty} onClick={() => setClearing(true)} />
        {controls}
      </div>
      <HistoryNotice history={state.history} />
      {isEmpty && asked === '' && (empty ?? <EmptyState icon={Activity} title={t('calls.empty')} />)}
      {isEmpty && asked !== '' && <EmptyState icon={X} title={t('calls.noMatch', { filter: asked })} />}
      {!isEmpty && (
        <Group id="calls" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged} className="min-h-0 flex-1">
          <Panel id="table" minSize="320px">
            <CallTable
              list={list}
              state={state}
              paused={paused}
              chosenId={chosenId}
              onChoose={({ id }) => onChosen(id)}
              onOpen={() => root.current?.querySelector<HTMLElement>('[role=tab][data-state=active]')?.focus()}
            />
          </Panel>
          {chosenId !== null && <PaneSeparator />}
          {chosenId !== null && (
            <Panel id="detail" defaultSize="46%" minSize="280px">
              <CallDetail id={chosenId} onClose={() => onChosen(null)} onShow={onChosen} />
            </Panel>
          )}
        </Group>
      )}
      {clearing && (
        <ConfirmDialog
          title={t('calls.clearTitle', { count: state.count, shown: format.number(state.count) })}
          description={asked === '' ? t('calls.clearAll') : t('calls.clearMatching', { filter: asked })}
          confirmLabel={t('calls.clearConfirm')}
          cancelLabel={t('common.cancel')}
          onConfirm={clear}
          onCancel={() => setClearing(false)}
        />
      )}
    </div>
  );
}

function CallCount({ state, asked, paused }: { state: CallListState; asked: string; paused: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="text-xs whitespace-nowrap text-text-3 tabular-nums" role="status">
      {asked === ''
        ? t('calls.count', { count: state.count, shown: format.number(state.count) })
        : t('calls.matching', {
            shown: format.number(state.count),
            total: format.number(Math.max(state.count, state.history?.calls ?? 0)),
          })}
      {paused && state.waiting > 0 && ` · ${t('calls.newOnTop', { count: state.waiting })}`}
    </span>
  );
}

const filterIn = (root: React.RefObject<HTMLElement | null>): HTMLElement | undefined =>
  root.current?.querySelector<HTMLElement>('[data-calls-filter]') ?? undefined;

/** `/` leads to the filter from anywhere that takes no text, as in the tools people know. */
function useSlashKey(root: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || target.closest('input, textarea, [contenteditable], .monaco-editor') !== null) return;
      const field = filterIn(root);
      if (field === undefined) return;
      event.preventDefault();
      field.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [root]);
}
