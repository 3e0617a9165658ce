import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Call } from '../../../contract/call.ts';
import { openPlace } from '../../editor/open-place.ts';
import { reasonPhrase } from '../../http/status-class.ts';
import { useFormat } from '../../i18n/format.ts';
import { FailureCard } from '../../run/failure-card.tsx';
import { LimitMeters } from '../../run/limit-meters.tsx';
import { StackTrace } from '../../run/stack-trace.tsx';
import { useFunctions } from '../../state/functions-store.ts';
import { CallWaterfall } from './call-waterfall.tsx';

/** What became of a call, what it used, and where its time went. */
export function CallSummaryPane({ call }: { call: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  const target = useFunctions((state) => state.functions.get(call.functionId));
  const goTo = target && ((line: number, column: number) => openPlace({ file: target.file, line, column }));
  const { failure } = call;
  return (
    <div className="flex flex-col gap-3 p-3">
      {failure && <FailureCard failure={failure} file={target?.file} onGoTo={goTo} />}
      {target && <LimitMeters limits={target.limits} {...call} />}
      <CallWaterfall call={call} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
        <Fact label={t('calls.status')}>
          {call.status} {reasonPhrase(call.status)}
        </Fact>
        <Fact label={t('calls.time')}>{format.time(call.startedAt)}</Fact>
        <Fact label={t('calls.sourceLabel')}>{t(`calls.source.${call.source}`)}</Fact>
        <Fact label={t('calls.versionLabel')}>
          {call.versionNumber !== null && `v${call.versionNumber} · `}
          <code data-selectable>{call.version}</code>
        </Fact>
        {call.environment !== null && <Fact label={t('calls.environment')}>{call.environment}</Fact>}
        <Fact label={t('calls.isolateLabel')}>
          {t('calls.isolate', { sandbox: call.sandbox })}, {t(call.cold ? 'run.cold' : 'run.warm')}
          {call.linesCounted && ` · ${t('calls.linesCounted')}`}
        </Fact>
        <Fact label={t('calls.sizes')}>
          {t('calls.inAndOut', { sent: format.bytes(call.requestBytes), received: format.bytes(call.responseBytes) })}
        </Fact>
        <Fact label={t('calls.id')}>
          <code data-selectable>{call.id}</code>
        </Fact>
      </dl>
      {failure?.stack !== undefined && (
        <section aria-label={t('run.stack')} className="-mx-3 border-t border-line">
          <StackTrace stack={failure.stack} file={target?.file} onGoTo={goTo} />
        </section>
      )}
    </div>
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
