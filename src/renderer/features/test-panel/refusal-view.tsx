import { CircleX, CornerDownRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Problem } from '../../api/problem.ts';
import { canOpen, openPlace } from '../../editor/open-place.ts';
import { Button } from '../../ui/button.tsx';

/** Why the request never reached the function: it does not parse, or the engine is away. `entry` is its code's file. */
export function RefusalView({ problem, entry }: { problem: Problem; entry: string }) {
  const { t } = useTranslation();
  const { code, message, file = entry, line, column } = problem;
  return (
    <section role="alert" className="m-3 rounded-lg border border-danger/50 bg-danger-soft p-3">
      <h3 className="flex items-center gap-2 text-sm font-semibold text-danger">
        <CircleX aria-hidden size={16} className="shrink-0" />
        {t(`errors.${code}`)}
        <code className="ml-auto rounded bg-surface/60 px-1.5 text-2xs font-normal text-text-2">{code}</code>
      </h3>
      <p data-selectable className="mt-1 font-mono text-xs break-words whitespace-pre-wrap">
        {message}
      </p>
      {line !== undefined && canOpen(file) && (
        <Button size="sm" icon={CornerDownRight} className="mt-3" onClick={() => openPlace({ file, line, column })}>
          {t('run.goToLine', { line })}
        </Button>
      )}
    </section>
  );
}
