import { CornerDownRight, OctagonX, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Failure } from '../../contract/invocation.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { goToIn } from './go-to.ts';
import { limitText } from './limit-text.ts';

export interface FailureCardProps {
  failure: Failure;
  /** The file `onGoTo` leads into; undefined when it is not known. */
  file: string | undefined;
  /** Leads into the code; left out where the code is not at hand. */
  onGoTo?: (line: number, column: number) => void;
  onUndo?: () => void;
  /** A further way out, such as raising the limit. */
  action?: ReactNode;
}

/** Why a run failed: which limit or error, how much was used, at which line, and what can be done about it. */
export function FailureCard({ failure, file, onGoTo, onUndo, action }: FailureCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { limit, position } = failure;
  const goTo = position && goToIn(position.file, file, onGoTo);
  const allowed = limit ? limitText(format, limit.name, limit.allowed) : '';
  return (
    <section
      role="alert"
      aria-label={t(`run.failure.${failure.code}`, { allowed })}
      className="rounded-lg border border-danger/50 bg-danger-soft p-3"
    >
      <h2 className="flex items-center gap-2 text-sm font-semibold text-danger">
        <OctagonX aria-hidden size={16} className="shrink-0" />
        {t(`run.failure.${failure.code}`, { allowed })}
        <code className="ml-auto rounded bg-surface/60 px-1.5 text-2xs font-normal text-text-2">{failure.code}</code>
      </h2>
      {limit === undefined && (
        <p data-selectable className="mt-1 font-mono text-xs break-words whitespace-pre-wrap">
          {failure.name === undefined ? failure.message : `${failure.name}: ${failure.message}`}
        </p>
      )}
      {position && <Position {...position} onGoTo={goTo} />}
      {limit && (
        <p className="mt-1 font-mono text-xs tabular-nums">
          {t('run.usedOf', { used: limitText(format, limit.name, limit.used), allowed })}
        </p>
      )}
      <p className="mt-1 text-xs text-text-2">{t(`run.failureHint.${failure.code}`)}</p>
      {(action !== undefined || onUndo !== undefined || (position && goTo)) && (
        <div className="mt-3 flex flex-wrap items-start gap-2">
          {position && goTo && (
            <Button size="sm" icon={CornerDownRight} onClick={() => goTo(position.line, position.column)}>
              {t('run.goToLine', { line: position.line })}
            </Button>
          )}
          {onUndo && (
            <Button size="sm" icon={Undo2} onClick={onUndo}>
              {t('run.undo')}
            </Button>
          )}
          {action}
        </div>
      )}
    </section>
  );
}

type PositionProps = NonNullable<Failure['position']> & Pick<FailureCardProps, 'onGoTo'>;

function Position({ file, line, column, onGoTo }: PositionProps) {
  const { t } = useTranslation();
  const text = t('run.at', { file, line, column });
  const className = 'mt-1 block font-mono text-xs';
  if (!onGoTo) return <p className={className}>{text}</p>;
  return (
    <button
      type="button"
      className={`${className} text-left underline underline-offset-2`}
      onClick={() => onGoTo(line, column)}
    >
      {text}
    </button>
  );
}
