import { FileX2, ScrollText, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';

import type { Call } from '../../../contract/call.ts';
import { problemOf } from '../../api/problem.ts';
import { LogList } from '../../run/log-list.tsx';
import { MethodBadge, StatusBadge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { type TabItem, Tabs } from '../../ui/tabs.tsx';
import { CallActions } from './call-actions.tsx';
import { CallFetches } from './call-fetches.tsx';
import { CallMessage } from './call-message.tsx';
import { CallSummaryPane } from './call-summary.tsx';
import { useCall } from './use-call.ts';

/** Stays while calls change. */
const useDetailTab = create<{ tab: DetailTab }>()(() => ({ tab: 'summary' }));

type DetailTab = 'summary' | 'request' | 'response' | 'logs' | 'fetches';

export interface CallDetailProps {
  id: string;
  onClose(): void;
  /** Shows another call, such as the replay of this one. */
  onShow(id: string): void;
}

/** Everything known about one call. The chosen tab stays from call to call. */
export function CallDetail({ id, onClose, onShow }: CallDetailProps) {
  const { t } = useTranslation();
  const loaded = useCall(id);
  return (
    <section
      aria-label={t('calls.details')}
      aria-busy={loaded.state === 'loading'}
      className="flex h-full min-h-0 flex-col"
    >
      <header className="flex min-h-9 items-center gap-2 border-b border-line bg-surface px-3 py-1">
        {loaded.state === 'loaded' ? <Title call={loaded.call} /> : <span className="flex-1" />}
        <IconButton icon={X} label={t('calls.close')} onClick={onClose} />
      </header>
      {loaded.state === 'failed' && (
        <EmptyState icon={FileX2} title={t('calls.gone')} description={problemOf(loaded.error).message} />
      )}
      {loaded.state === 'loaded' && <Loaded call={loaded.call} onShow={onShow} />}
    </section>
  );
}

function Title({ call }: { call: Call }) {
  return (
    <>
      <StatusBadge status={call.status} />
      <MethodBadge method={call.method} />
      <code data-selectable className="min-w-0 flex-1 truncate text-xs" title={call.path}>
        {call.path}
      </code>
    </>
  );
}

function Loaded({ call, onShow }: { call: Call; onShow(id: string): void }) {
  const { t } = useTranslation();
  const tab = useDetailTab((state) => state.tab);
  return (
    <>
      <CallActions call={call} onShow={onShow} />
      <Tabs
        label={t('calls.details')}
        value={tab}
        onChange={(next) => useDetailTab.setState({ tab: next })}
        items={useItems(call)}
        className="flex-1"
      />
    </>
  );
}

function useItems(call: Call): TabItem<DetailTab>[] {
  const { t } = useTranslation();
  const { logs, logsDropped, fetches } = call;
  return [
    { value: 'summary', label: t('calls.summary'), content: <CallSummaryPane call={call} /> },
    { value: 'request', label: t('calls.request'), content: <CallMessage message={call.request} /> },
    { value: 'response', label: t('calls.response'), content: <CallMessage message={call.response} /> },
    {
      value: 'logs',
      label: t('calls.logs'),
      count: logs.length + logsDropped,
      content:
        logs.length === 0 ? (
          <EmptyState icon={ScrollText} title={t('calls.noLogs')} />
        ) : (
          <LogList logs={logs} dropped={logsDropped} />
        ),
    },
    { value: 'fetches', label: t('calls.fetches'), count: fetches.length, content: <CallFetches call={call} /> },
  ];
}
