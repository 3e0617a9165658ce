import { Gauge, Square, Zap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type BurstState, maxBurstConcurrency, maxBurstRequests } from '../../../contract/burst.ts';
import { useFormat } from '../../i18n/format.ts';
import { sentRequest } from '../../run/request-body.ts';
import { canSend } from '../../run/request-problem.ts';
import { requestFor, useRequests } from '../../run/requests-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { useTheme } from '../../styles/use-theme.ts';
import { MethodBadge, StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { startBurst, stopBurst, useBursts } from './bursts-store.ts';
import { LatencyChart } from './latency-chart.tsx';

/** Many requests at once to what is deployed, through the gateway, and how long they took. */
export function BurstPane({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const target = useFunctions((state) => state.functions.get(functionId));
  const prepared = useRequests((state) => state.requests[functionId]);
  const { states, problems, running } = useBursts();
  const [requests, setRequests] = useState('500');
  const [concurrency, setConcurrency] = useState('10');
  if (target === undefined) return null;
  const request = requestFor(prepared, target);
  const counts = {
    requests: wholeUpTo(requests, maxBurstRequests),
    concurrency: wholeUpTo(concurrency, maxBurstConcurrency),
  };
  const state = states[functionId];
  const problem = problems[functionId];
  const start = () => {
    if (counts.requests === null || counts.concurrency === null || !canSend(target)) return;
    const { body, ...sent } = sentRequest(request);
    void startBurst({
      id: functionId,
      ...sent,
      bodyEncoding: body?.encoding ?? 'utf8',
      ...(body !== undefined && { body: body.text }),
      requests: counts.requests,
      concurrency: counts.concurrency,
    });
  };
  return (
    <section aria-label={t('burst.title')} className="flex h-full min-h-0 flex-col overflow-y-auto">
      <form
        className="flex flex-col gap-2 border-b border-line p-3"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <p className="flex min-w-0 items-center gap-2 text-xs text-text-2">
          <MethodBadge method={request.method} />
          <code className="min-w-0 truncate" title={request.path}>
            {request.path}
          </code>
        </p>
        <div className="flex items-start gap-2">
          <TextField
            label={t('burst.requests')}
            className="w-32"
            mono
            inputMode="numeric"
            value={requests}
            error={counts.requests === null ? t('burst.invalid', { most: maxBurstRequests }) : undefined}
            onChange={(event) => setRequests(event.target.value)}
          />
          <TextField
            label={t('burst.concurrency')}
            className="w-32"
            mono
            inputMode="numeric"
            value={concurrency}
            error={counts.concurrency === null ? t('burst.invalid', { most: maxBurstConcurrency }) : undefined}
            onChange={(event) => setConcurrency(event.target.value)}
          />
          <span className="flex-1" />
          {running === functionId ? (
            // Keys keep it another element than Start: one that turns into a submit button under the click would submit.
            <Button key="stop" icon={Square} className="mt-5" onClick={stopBurst}>
              {t('burst.stop')}
            </Button>
          ) : (
            <Button
              key="start"
              type="submit"
              tone="primary"
              icon={Zap}
              className="mt-5"
              disabled={running !== null || counts.requests === null || counts.concurrency === null}
            >
              {t('burst.start')}
            </Button>
          )}
        </div>
        <p className="text-xs text-text-3">{t('burst.hint')}</p>
      </form>
      {problem && (
        <p role="alert" className="p-3 text-xs text-danger">
          {problem.message}
        </p>
      )}
      {state ? (
        <BurstResult state={state} />
      ) : (
        <EmptyState icon={Gauge} title={t('burst.empty')} description={t('burst.emptyHint')} />
      )}
    </section>
  );
}

function BurstResult({ state }: { state: BurstState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const theme = useTheme();
  const { done, requests, elapsedMs, statuses, failures, bytes } = state;
  const perSecond = elapsedMs === 0 ? 0 : (done * 1_000) / elapsedMs;
  const times = { p50: format.duration(state.p50Ms), p99: format.duration(state.p99Ms) };
  const facts: [string, string][] = [
    ['p50', times.p50],
    ['p90', format.duration(state.p90Ms)],
    ['p95', format.duration(state.p95Ms)],
    ['p99', times.p99],
    [t('burst.longest'), format.duration(state.maxMs)],
    [t('burst.perSecond'), format.number(perSecond)],
    [t('burst.elapsed'), format.duration(elapsedMs)],
    [t('burst.received'), format.bytes(bytes)],
  ];
  return (
    <div className="flex flex-col gap-3 p-3">
      <div>
        <div
          role="progressbar"
          aria-label={t('burst.progress')}
          aria-valuemin={0}
          aria-valuemax={requests}
          aria-valuenow={done}
          className="mb-1.5 h-1.5 overflow-hidden rounded-full bg-sunken"
        >
          <div className="h-full bg-accent" style={{ width: `${(100 * done) / requests}%` }} />
        </div>
        <p role="status" className="flex flex-wrap items-center gap-2 text-xs text-text-2 tabular-nums">
          {t('burst.done', { done: format.number(done), requests: format.number(requests) })}
          {Object.entries(statuses).map(([status, count]) => (
            <span key={status} className="flex items-center gap-1">
              <StatusBadge status={Number(status)} /> {format.number(count)}
            </span>
          ))}
          {Object.entries(failures).map(([code, count]) => (
            <span key={code} className="text-danger">
              {code} {format.number(count)}
            </span>
          ))}
        </p>
      </div>
      <LatencyChart
        key={theme}
        buckets={state.buckets}
        description={t('burst.chart', times)}
        formatMs={format.duration}
      />
      <dl className="grid grid-cols-4 gap-x-4 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-2xs text-text-3">{name}</dt>
            <dd className="font-mono text-sm tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function wholeUpTo(text: string, most: number): number | null {
  const value = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  return value >= 1 && value <= most ? value : null;
}
