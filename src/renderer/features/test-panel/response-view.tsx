import { Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import type { Run } from '../../run/runs-store.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AnswerView } from './answer-view.tsx';
import { RefusalView } from './refusal-view.tsx';
import { RunningBar } from './running-bar.tsx';

/** How the last run ended; while one runs, the earlier answer stays in sight below the progress. */
export function ResponseView({ target, run }: { target: FunctionSummary; run: Run | undefined }) {
  const { t } = useTranslation();
  const runKeys = useShortcut('function.run');
  const outcome = run?.outcome ?? null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {run && run.runningSince !== null && <RunningBar functionId={target.id} since={run.runningSince} />}
      {outcome?.kind === 'answered' && <AnswerView target={target} result={outcome.result} unsaved={outcome.unsaved} />}
      {outcome?.kind === 'refused' && <RefusalView problem={outcome.problem} />}
      {outcome?.kind === 'cancelled' && <p className="p-3 text-sm text-text-2">{t('testPanel.cancelled')}</p>}
      {outcome === null && (
        <EmptyState
          icon={Send}
          title={t('testPanel.noResponse')}
          description={t('testPanel.noResponseHint', { shortcut: runKeys ?? '–' })}
        />
      )}
    </div>
  );
}
