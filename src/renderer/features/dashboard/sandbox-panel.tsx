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

/** One sandbox process and the isolates that live in it. */
export function SandboxPanel({ sandbox }: { sandbox: Sandbox }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, pid, state, rssBytes, isolates, isolateCount } = sandbox;
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
        <ul className="flex flex-col py-1">
          {isolates.map((isolate, index) => (
            <IsolateRow key={`${isolate.functionId}-${isolate.version}-${index}`} isolate={isolate} />
          ))}
          {more > 0 && (
            <li className="px-3 py-1.5 text-xs text-text-3 tabular-nums">
              {t('dashboard.moreIsolates', { count: more, shown: format.number(more) })}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function IsolateRow({ isolate }: { isolate: Isolate }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { functionId, version, state, heapBytes, heapLimitBytes, invocations } = isolate;
  const name = useFunctions((store) => store.functions.get(functionId)?.name ?? functionId);
  const details = t('dashboard.isolate', { version: version.slice(0, 7), count: invocations });
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto_96px] items-center gap-2.5 px-3 py-1.5">
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
      <span className="font-mono text-2xs text-text-3 tabular-nums">{format.bytes(heapBytes)}</span>
      <Meter
        compact
        label={t('dashboard.heapOf', { name })}
        used={heapBytes}
        allowed={heapLimitBytes}
        text={t('common.of', { used: format.bytes(heapBytes), allowed: format.bytes(heapLimitBytes) })}
      />
    </li>
  );
}
