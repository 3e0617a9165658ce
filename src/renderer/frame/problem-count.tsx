import { CircleX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { countProblems } from '../editor/known-problems.ts';
import { useProblems } from '../editor/use-problems.ts';
import { runCommand } from '../state/commands.ts';
import { useShortcut } from '../state/keybindings.ts';
import { classNames } from '../ui/class-names.ts';
import { Tooltip } from '../ui/tooltip.tsx';

/** How much is wrong in all functions and files. Leads to the list. */
export function ProblemCount({ className }: { className: string }) {
  const { t } = useTranslation();
  const { errors, warnings } = countProblems(useProblems());
  const nextKeys = useShortcut('problems.next');
  const summary = t('problems.summary', { errors, warnings });
  return (
    <Tooltip
      side="top"
      text={nextKeys === undefined ? summary : `${summary} · ${t('problems.nextKeys', { keys: nextKeys })}`}
    >
      <button
        type="button"
        className={classNames(className, 'tabular-nums')}
        onClick={() => runCommand('problems.show')}
      >
        <span className="sr-only">{`${t('problems.title')}: ${summary}`}</span>
        <CircleX aria-hidden size={12} className={errors > 0 ? 'text-danger' : ''} />
        <span aria-hidden>{errors}</span>
        <TriangleAlert aria-hidden size={12} className={warnings > 0 ? 'text-warm' : ''} />
        <span aria-hidden>{warnings}</span>
      </button>
    </Tooltip>
  );
}
