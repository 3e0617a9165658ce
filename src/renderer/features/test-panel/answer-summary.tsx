import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { activeEditor } from '../../editor/active-editor.ts';
import { openPlace } from '../../editor/open-place.ts';
import { reasonPhrase } from '../../http/status-class.ts';
import { useFormat } from '../../i18n/format.ts';
import type { Answer } from '../../run/answer.ts';
import { FailureCard } from '../../run/failure-card.tsx';
import { LimitMeters } from '../../run/limit-meters.tsx';
import { Badge, StatusBadge } from '../../ui/badge.tsx';
import { RaiseLimit } from './raise-limit.tsx';

export interface AnswerSummaryProps {
  target: FunctionSummary;
  result: Answer;
  bytes: number;
  unsaved: boolean;
}

/** Status, size, time, CPU and heap of an answer against their limits, and the failure card if it failed. */
export function AnswerSummary({ target, result, bytes, unsaved }: AnswerSummaryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, error, cpuMs, wallMs, heapBytes, cold } = result;
  return (
    <div className="flex flex-col gap-3 px-3 pt-3 pb-2">
      <div role="status" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
          <StatusBadge status={status} />
          <span className="font-medium">{reasonPhrase(status)}</span>
          <span className="text-text-3">
            {t('testPanel.size')} <span className="font-mono text-text tabular-nums">{format.bytes(bytes)}</span>
          </span>
          <span className="flex-1" />
          {cold && (
            <Badge tone="info" title={t('run.coldHint')}>
              {t('run.cold')}
            </Badge>
          )}
          {unsaved && (
            <Badge tone="warm" title={t('testPanel.unsavedRunHint')}>
              {t('testPanel.unsavedRun')}
            </Badge>
          )}
        </div>
        <LimitMeters limits={target.limits} cpuMs={cpuMs} wallMs={wallMs} heapBytes={heapBytes} />
      </div>
      {error !== null && (
        <FailureCard
          failure={error}
          file={target.file}
          onGoTo={(line, column) => openPlace({ file: target.file, line, column })}
          onUndo={error.limit ? () => activeEditor()?.undo() : undefined}
          action={error.limit && <RaiseLimit key={result.invocation} target={target} limit={error.limit} />}
        />
      )}
    </div>
  );
}
