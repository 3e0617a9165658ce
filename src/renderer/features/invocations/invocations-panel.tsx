import { Activity, X } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';

import type { Invocation } from '../../../contract/invocation.ts';
import { curlCommand } from '../../http/curl-command.ts';
import { fillRoute } from '../../../kit/fill-route.ts';
import { exampleValues, gatewayUrl } from '../../http/route-path.ts';
import { useEngine } from '../../state/engine-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { useInvocations } from '../../state/invocations-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PaneSeparator } from '../../ui/pane-separator.tsx';
import { filterInvocations } from './filter-invocations.ts';
import { InvocationDetail } from './invocation-detail.tsx';
import { InvocationTable } from './invocation-table.tsx';
import { InvocationToolbar, type Scope } from './invocation-toolbar.tsx';

/** The live list of calls, of one function or of all, with the details of the chosen one beside it. */
export function InvocationsPanel({ functionId, controls }: { functionId: string; controls: ReactNode }) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<Scope>('all');
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<Invocation | null>(null);
  const { invocations, dropped } = useInvocations();
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'invocations', storage: localStorage });
  const scopeId = scope === 'one' ? functionId : null;
  const inScope = useMemo(() => filterInvocations(invocations, scopeId, ''), [invocations, scopeId]);
  const shown = useMemo(() => filterInvocations(inScope, null, filter), [inScope, filter]);
  return (
    <section aria-label={t('invocations.list')} className="flex h-full min-h-0 flex-col bg-surface">
      <InvocationToolbar
        scope={scope}
        filter={filter}
        shown={shown.length}
        total={inScope.length}
        dropped={dropped}
        onScope={setScope}
        onFilter={setFilter}
        controls={controls}
      />
      {inScope.length === 0 && <NoInvocations functionId={functionId} />}
      {inScope.length > 0 && shown.length === 0 && <EmptyState icon={X} title={t('invocations.noMatch', { filter })} />}
      {shown.length > 0 && (
        <Group
          id="invocations"
          defaultLayout={defaultLayout}
          onLayoutChanged={onLayoutChanged}
          className="min-h-0 flex-1"
        >
          <Panel id="table" minSize="320px">
            <InvocationTable
              invocations={shown}
              chosenId={chosen?.id ?? null}
              showFunction={scope === 'all'}
              onChoose={setChosen}
            />
          </Panel>
          {chosen && <PaneSeparator />}
          {chosen && (
            <Panel id="detail" defaultSize="42%" minSize="260px">
              <InvocationDetail invocation={chosen} onClose={() => setChosen(null)} />
            </Panel>
          )}
        </Group>
      )}
    </section>
  );
}

function NoInvocations({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const target = useFunctions((state) => state.functions.get(functionId));
  const gateway = useEngine(({ engine }) => (engine.phase === 'ready' ? engine.url : null));
  if (target === undefined || gateway === null) return <EmptyState icon={Activity} title={t('invocations.empty')} />;
  const path = fillRoute(target.route, exampleValues(target.route));
  const command = curlCommand({ method: target.methods[0] ?? 'GET', url: gatewayUrl(gateway, path), headers: [] });
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 overflow-auto p-3 text-center">
      <p>
        <strong className="block text-base font-medium">{t('invocations.empty')}</strong>
        <span className="text-sm text-text-2">{t('invocations.emptyHint')}</span>
      </p>
      <div className="flex max-w-full items-center gap-1 rounded-md border border-line bg-sunken pl-3">
        <code data-selectable className="min-w-0 truncate py-1.5 text-xs">
          {command}
        </code>
        <CopyButton text={command} label={t('common.copy')} doneLabel={t('common.copied')} />
      </div>
    </div>
  );
}
