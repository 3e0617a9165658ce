import { ArrowUpRight, Repeat2, ScrollText, Snowflake } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';

import type { CallSummary } from '../../../contract/call.ts';
import { useFormat } from '../../i18n/format.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { MethodBadge, StatusBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { columnsClass, wideOnlyClass } from './columns-class.ts';

export interface CallRowProps {
  id: string;
  /** Undefined while it is being loaded. */
  call: CallSummary | undefined;
  chosen: boolean;
  rowIndex: number;
  style: CSSProperties;
  onChoose(call: CallSummary): void;
}

/** One call of the list. */
export const CallRow = memo(function CallRow({ id, call, chosen, rowIndex, style, onChoose }: CallRowProps) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={chosen}
      className={classNames(
        columnsClass,
        'absolute inset-x-0 top-0 cursor-default border-b border-line/60 text-xs',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
      style={style}
      onClick={() => call && onChoose(call)}
    >
      {call ? <Cells call={call} /> : <span role="gridcell" className="h-2 w-full rounded bg-sunken" />}
    </div>
  );
});

function Cells({ call }: { call: CallSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFunctions((state) => state.functions.get(call.functionId)?.name);
  const { startedAt, status, method, path, functionId, wallMs, cpuMs, heapBytes, cold, failure, logs, fetches } = call;
  const figure = 'text-right font-mono tabular-nums';
  return (
    <>
      <span role="gridcell" className="font-mono text-text-2 tabular-nums">
        {format.time(startedAt)}
      </span>
      <span role="gridcell">
        <StatusBadge status={status} />
      </span>
      <span role="gridcell" className={wideOnlyClass}>
        <MethodBadge method={method} />
      </span>
      <span role="gridcell" className="truncate font-mono" title={path}>
        {call.replayOf !== null && (
          <Repeat2 role="img" aria-label={t('calls.source.replay')} size={12} className="mr-1 inline text-violet" />
        )}
        {path}
        {failure && <span className="ml-2 text-2xs text-danger">{failure}</span>}
      </span>
      <span role="gridcell" className={classNames('truncate text-text-2', wideOnlyClass)} title={functionId}>
        {name ?? functionId}
        {call.versionNumber !== null && <span className="ml-1.5 text-2xs text-text-3">v{call.versionNumber}</span>}
      </span>
      <span role="gridcell" className={classNames('flex items-center gap-1.5 text-text-3', wideOnlyClass)}>
        {logs > 0 && <ScrollText role="img" aria-label={t('calls.logCount', { count: logs })} size={12} />}
        {fetches > 0 && <ArrowUpRight role="img" aria-label={t('calls.fetchCount', { count: fetches })} size={12} />}
      </span>
      <span role="gridcell" className={figure}>
        {format.duration(wallMs)}
      </span>
      <span role="gridcell" className={figure}>
        {format.duration(cpuMs)}
      </span>
      <span role="gridcell" className={classNames(figure, wideOnlyClass)}>
        {format.bytes(heapBytes)}
      </span>
      <span role="gridcell" className={classNames('flex items-center gap-1 text-2xs text-info', wideOnlyClass)}>
        {cold && (
          <>
            <Snowflake aria-hidden size={11} /> {t('run.cold')}
          </>
        )}
      </span>
    </>
  );
}
