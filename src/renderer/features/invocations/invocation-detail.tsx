import { Code2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Invocation } from '../../../contract/invocation.ts';
import { activeEditor } from '../../editor/active-editor.ts';
import { reasonPhrase } from '../../http/status-class.ts';
import { useFormat } from '../../i18n/format.ts';
import { FailureCard } from '../../run/failure-card.tsx';
import { LimitMeters } from '../../run/limit-meters.tsx';
import { LogList } from '../../run/log-list.tsx';
import { StackTrace } from '../../run/stack-trace.tsx';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen, useRouter } from '../../state/router-store.ts';
import { SaveAsTestButton } from '../../tests/save-as-test-button.tsx';
import { MethodBadge, StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

/** Everything known about one call. */
export function InvocationDetail({ invocation, onClose }: { invocation: Invocation; onClose(): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const target = useFunctions((state) => state.functions.get(invocation.functionId));
  const shownId = useRouter(({ screen }) => (screen.name === 'editor' ? screen.functionId : null));
  const { failure, logs, logsDropped } = invocation;
  const isShown = shownId === invocation.functionId;
  const goTo = isShown ? (line: number, column: number) => activeEditor()?.goTo(line, column) : undefined;
  return (
    <section aria-label={t('invocations.details')} className="flex h-full min-h-0 flex-col overflow-y-auto">
      <header className="sticky top-0 z-10 flex items-center gap-2 border-b border-line bg-surface px-3 py-1.5">
        <StatusBadge status={invocation.status} />
        <MethodBadge method={invocation.method} />
        <code data-selectable className="min-w-0 flex-1 truncate text-xs" title={invocation.path}>
          {invocation.path}
        </code>
        {!isShown && target && (
          <Button
            size="sm"
            icon={Code2}
            onClick={() => openScreen({ name: 'editor', functionId: invocation.functionId })}
          >
            {t('invocations.openFunction', { name: target.name })}
          </Button>
        )}
        {target && <SaveAsTestButton callId={invocation.id} />}
        <IconButton icon={X} label={t('invocations.close')} onClick={onClose} />
      </header>
      <div className="flex flex-col gap-3 p-3">
        {failure && <FailureCard failure={failure} file={target?.file} onGoTo={goTo} />}
        {target && <LimitMeters limits={target.limits} {...invocation} />}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
          <Fact label={t('invocations.status')}>
            {invocation.status} {reasonPhrase(invocation.status)}
          </Fact>
          <Fact label={t('invocations.time')}>{format.time(invocation.startedAt)}</Fact>
          <Fact label={t('invocations.sourceLabel')}>{t(`invocations.source.${invocation.source}`)}</Fact>
          <Fact label={t('invocations.request')}>{format.bytes(invocation.requestBytes)}</Fact>
          <Fact label={t('invocations.response')}>{format.bytes(invocation.responseBytes)}</Fact>
          <Fact label={t('invocations.cold')}>
            {t(invocation.cold ? 'run.cold' : 'run.warm')},{' '}
            {t('invocations.isolate', { sandbox: invocation.sandbox, version: invocation.version })}
          </Fact>
          <Fact label={t('invocations.id')}>
            <code data-selectable>{invocation.id}</code>
          </Fact>
        </dl>
      </div>
      {failure?.stack !== undefined && (
        <section aria-label={t('run.stack')} className="border-t border-line">
          <StackTrace stack={failure.stack} file={target?.file} onGoTo={goTo} />
        </section>
      )}
      {logs.length > 0 && (
        <section aria-label={t('invocations.logs')} className="border-t border-line">
          <LogList logs={logs} dropped={logsDropped} />
        </section>
      )}
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
