import { Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { type PastAnswer, type Run, useRuns } from '../../run/runs-store.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AnswerHistory } from './answer-history.tsx';
import { AnswerView } from './answer-view.tsx';
import { RefusalView } from './refusal-view.tsx';
import { RunningBar } from './running-bar.tsx';
import { StreamView } from './stream-view.tsx';

/** How the last run ended; while one runs, what has come of its answer, or the earlier one below the progress. */
export function ResponseView({ target, run }: { target: FunctionSummary; run: Run | undefined }) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      {run && run.runningSince !== null && <RunningBar functionId={target.id} since={run.runningSince} />}
      {run?.live ? <StreamView live={run.live} /> : <OutcomeView key={run?.number} target={target} run={run} />}
    </div>
  );
}

const noAnswers: readonly PastAnswer[] = [];

function OutcomeView({ target, run }: { target: FunctionSummary; run: Run | undefined }) {
  const { t } = useTranslation();
  const runKeys = useShortcut('function.run');
  const answers = useRuns(({ answers: all }) => all[target.id] ?? noAnswers);
  const [chosen, setChosen] = useState<number | null>(null);
  const outcome = run?.outcome ?? null;
  const latest = outcome?.kind === 'answered' ? answers[0] : undefined;
  const shown = answers.find(({ number }) => number === chosen) ?? latest;
  const history = <AnswerHistory answers={answers} shown={shown} onChoose={setChosen} />;
  if (shown !== undefined) {
    const { result, unsaved, sent } = shown;
    return <AnswerView target={target} result={result} unsaved={unsaved} sent={sent} actions={history} />;
  }
  if (outcome?.kind === 'refused') return <RefusalView problem={outcome.problem} entry={target.file} />;
  if (outcome?.kind === 'cancelled') {
    return (
      <>
        <p className="p-3 text-sm text-text-2">{t('testPanel.cancelled')}</p>
        {outcome.partial && <AnswerView target={target} result={outcome.partial} unsaved={false} actions={history} />}
      </>
    );
  }
  return (
    <EmptyState
      icon={Send}
      title={t('testPanel.noResponse')}
      description={t('testPanel.noResponseHint', { shortcut: runKeys ?? '–' })}
    />
  );
}
