import { useTranslation } from 'react-i18next';

import type { PoolStats } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { IsolateCell } from '../../ui/isolate-cell.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

type Sandbox = PoolStats['sandboxes'][number];
type Isolate = Sandbox['isolates'][number];

/** A person reads some; of hundreds the pattern tells more. */
const shownInRows = 8;

/** Those that have done most first: an order that holds still while it is looked at. */
const busiestFirst = (a: Isolate, b: Isolate): number => b.served - a.served;

/** One sandbox process and the isolates that live in it. */
export function SandboxPanel({ sandbox }: { sandbox: Sandbox }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, pid, state, rssBytes, isolateCount } = sandbox;
  const isolates = sandbox.isolates.toSorted(busiestFirst);
  const more = isolateCount - isolates.length;
  return (
    <section aria-label={t('dashboard.sandbox', { id })} className="rounded-lg border border-line bg-raised">
      <header className="flex items-center gap-2 border-b border-line px-3 py-2 text-xs">
        <h3 className="font-semibold">{t('dashboard.sandbox', { id })}</h3>
        {state !== 'ready' && <Badge tone="warm">{t(`dashboard.sandboxState.${state}`)}</Badge>}
        <span className="flex-1" />
        <span className="font-mono text-2xs text-text-3 tabular-nums">
          {t('dashboard.process', { pid })}
          {rssBytes !== null && ` · ${format.bytes(rssBytes)}`}
        </span>
      </header>
      {isolates.length === 0 ? (
        <p className="px-3 py-3 text-xs text-text-3">
          {state === 'ready' ? t('dashboard.noIsolates') : t(`dashboard.sandboxState.${state}`)}
        </p>
      ) : (
        <>
          <ul aria-label={t('dashboard.latestIsolates')} className="py-1">
            {isolates.slice(0, shownInRows).map((isolate) => (
              <IsolateRow key={keyOf(isolate)} isolate={isolate} />
            ))}
          </ul>
          {isolates.length > shownInRows && (
            <ul
              aria-label={t('dashboard.otherIsolates')}
              className="flex max-h-32 flex-wrap gap-1 overflow-y-auto border-t border-line px-3 py-2"
            >
              {isolates.slice(shownInRows).map((isolate) => (
                <IsolateDot key={keyOf(isolate)} isolate={isolate} />
              ))}
              {more > 0 && (
                <li className="w-full text-xs text-text-3 tabular-nums">
                  {t('dashboard.moreIsolates', { count: more, shown: format.number(more) })}
                </li>
              )}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

/** A deployment has one isolate in a sandbox; drafts have versions of their own. */
const keyOf = ({ functionId, version }: Isolate): string => `${functionId} ${version}`;

/** Everything known of an isolate in a line. */
function useDetails({ functionId, version, state, heapBytes, heapLimitBytes, ageMs, served }: Isolate) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFunctions((store) => store.functions.get(functionId)?.name ?? functionId);
  const heap = t('common.of', { used: format.bytes(heapBytes), allowed: format.bytes(heapLimitBytes) });
  const calls = t('dashboard.served', { count: served, shown: format.number(served) });
  const age = format.span(ageMs);
  const details = t('dashboard.isolate', {
    name,
    state: t(`dashboard.cell.${state}`),
    version: version.slice(0, 7),
    heap,
    age,
    calls,
  });
  return { name, heap, calls, age, details };
}

function IsolateRow({ isolate }: { isolate: Isolate }) {
  const { t } = useTranslation();
  const { functionId, state, heapBytes, heapLimitBytes } = isolate;
  const { name, heap, calls, age, details } = useDetails(isolate);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto_88px] items-center gap-2.5 px-3 py-1.5">
      <IsolateCell state={state} role="img" aria-label={t(`dashboard.cell.${state}`)} />
      <Tooltip text={details} side="top">
        <button
          type="button"
          onClick={() => openScreen({ name: 'editor', functionId })}
          className="truncate rounded text-left text-xs font-medium hover:text-accent-ink hover:underline"
        >
          {name}
        </button>
      </Tooltip>
      <span className="text-2xs text-text-3 tabular-nums">
        {calls} · {age}
      </span>
      <Meter compact label={t('dashboard.heapOf', { name })} used={heapBytes} allowed={heapLimitBytes} text={heap} />
    </li>
  );
}

/** One of many: its colour in sight, the rest for whoever points at it or listens. */
function IsolateDot({ isolate }: { isolate: Isolate }) {
  const { details } = useDetails(isolate);
  return (
    <li className="flex" title={details}>
      <IsolateCell state={isolate.state} role="img" aria-label={details} />
    </li>
  );
}
