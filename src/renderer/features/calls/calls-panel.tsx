import { Activity, Maximize2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { fillRoute } from '../../../kit/fill-route.ts';
import { curlCommand } from '../../http/curl-command.ts';
import { exampleValues, gatewayUrl } from '../../http/route-path.ts';
import { useEngine } from '../../state/engine-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useCallsBelow } from './calls-below-store.ts';
import { CallsView } from './calls-view.tsx';

/** The calls under the editor: of its function or of all. */
export function CallsPanel({ functionId, controls }: { functionId: string; controls: ReactNode }) {
  const { t } = useTranslation();
  const { query, chosenId } = useCallsBelow();
  const setQuery = (next: string): void => useCallsBelow.setState({ query: next });
  const own = `fn:${functionId}`;
  const words = query.split(' ').filter((word) => word !== '' && !word.startsWith('fn:'));
  const isOwn = query.split(' ').includes(own);
  const setScope = (all: boolean): void => setQuery(all ? words.join(' ') : [own, ...words].join(' '));
  return (
    <section aria-label={t('calls.list')} className="h-full min-h-0">
      <CallsView
        query={query}
        onQuery={setQuery}
        chosenId={chosenId}
        onChosen={(id) => useCallsBelow.setState({ chosenId: id })}
        lead={
          <>
            <h2 className="text-sm font-medium">{t('editor.calls')}</h2>
            <Segmented
              size="sm"
              label={t('calls.scope')}
              value={isOwn ? 'own' : 'all'}
              options={[
                { value: 'all', label: t('calls.all') },
                { value: 'own', label: t('calls.thisFunction') },
              ]}
              onChange={(scope) => setScope(scope === 'all')}
            />
          </>
        }
        controls={
          <>
            <IconButton
              icon={Maximize2}
              label={t('calls.openScreen')}
              onClick={() => openScreen({ name: 'calls', query, callId: chosenId })}
            />
            {controls}
          </>
        }
        empty={<NoCalls functionId={functionId} />}
      />
    </section>
  );
}

function NoCalls({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const target = useFunctions((state) => state.functions.get(functionId));
  const gateway = useEngine(({ engine }) => (engine.phase === 'ready' ? engine.url : null));
  if (target === undefined || gateway === null) return <EmptyState icon={Activity} title={t('calls.empty')} />;
  const path = fillRoute(target.route, exampleValues(target.route));
  const command = curlCommand({ method: target.methods[0] ?? 'GET', url: gatewayUrl(gateway, path), headers: [] });
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 overflow-auto p-3 text-center">
      <p>
        <strong className="block text-base font-medium">{t('calls.empty')}</strong>
        <span className="text-sm text-text-2">{t('calls.emptyHint')}</span>
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
