import { CircleCheck, CircleX, ListChecks, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { engine } from '../../api/clients.ts';
import { openProblem } from '../../editor/problem-steps.ts';
import type { FileProblem } from '../../editor/problems-store.ts';
import { useProblems } from '../../editor/use-problems.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ResultList, type ResultGroup } from '../../ui/result-list.tsx';

/** What is wrong in all functions and files, each a step from its place. */
export function ProblemsPanel() {
  const { t } = useTranslation();
  const problems = useProblems();
  const [busy, setBusy] = useState(false);
  const checkAll = async () => {
    setBusy(true);
    await engine.functions.checkAll().catch(reportProblem);
    setBusy(false);
  };
  const check = (
    <Button size="sm" icon={ListChecks} busy={busy} onClick={() => void checkAll()}>
      {t('problems.checkAll')}
    </Button>
  );
  if (problems.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={t('problems.empty')} description={t('problems.emptyHint')} action={check} />
    );
  }
  return (
    <ResultList
      label={t('problems.title')}
      groups={groupsOf(problems, (tone) => t(`problems.${tone}`))}
      onOpen={({ problem }) => openProblem(problem)}
      footer={check}
    />
  );
}

const icons = {
  error: { Icon: CircleX, className: 'text-danger' },
  warning: { Icon: TriangleAlert, className: 'text-warm' },
};

function groupsOf(
  problems: readonly FileProblem[],
  nameOf: (tone: FileProblem['tone']) => string,
): ResultGroup<{ problem: FileProblem }>[] {
  const byFile = new Map<string, FileProblem[]>();
  for (const problem of problems) byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
  return [...byFile].map(([file, found]) => ({
    file,
    rows: found.map((problem, index) => {
      const { Icon, className } = icons[problem.tone];
      return {
        key: `${file}:${index}`,
        problem,
        text: (
          <>
            <Icon role="img" aria-label={nameOf(problem.tone)} size={13} className={`mt-0.5 shrink-0 ${className}`} />
            <span className="min-w-0 flex-1 truncate">{problem.message.split('\n')[0]}</span>
            {problem.line !== undefined && (
              <span className="shrink-0 font-mono text-2xs text-text-3 tabular-nums">
                {problem.line}:{problem.column ?? 1}
              </span>
            )}
          </>
        ),
        title: problem.message,
      };
    }),
  }));
}
