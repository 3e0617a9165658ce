import { Snowflake } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';

import type { Invocation } from '../../../contract/invocation.ts';
import { useFormat } from '../../i18n/format.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { MethodBadge, StatusBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { columnsClass, wideOnlyClass } from './columns-class.ts';

export interface InvocationRowProps {
  id: string;
  invocation: Invocation;
  chosen: boolean;
  showFunction: boolean;
  rowIndex: number;
  style: CSSProperties;
  onChoose(invocation: Invocation): void;
}

/** One call of the list. */
export const InvocationRow = memo(function InvocationRow(props: InvocationRowProps) {
  const { id, invocation, chosen, showFunction, rowIndex, style, onChoose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFunctions((state) => state.functions.get(invocation.functionId)?.name);
  const { startedAt, status, method, path, functionId, wallMs, cpuMs, heapBytes, cold, failure } = invocation;
  const figure = 'text-right font-mono tabular-nums';
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={chosen}
      className={classNames(
        columnsClass(showFunction),
        'absolute inset-x-0 top-0 cursor-default border-b border-line/60 text-xs',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
      style={style}
      onClick={() => onChoose(invocation)}
    >
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
        {path}
        {failure && <span className="ml-2 text-2xs text-danger">{failure.code}</span>}
      </span>
      {showFunction && (
        <span role="gridcell" className={classNames('truncate text-text-2', wideOnlyClass)} title={functionId}>
          {name ?? functionId}
        </span>
      )}
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
    </div>
  );
});
