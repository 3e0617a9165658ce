import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Problem } from '../../api/problem.ts';

/** A refusal that none of the fields on the screen shows: its title, its text and where it is. */
export function ProblemNote({ problem, shownFields }: { problem: Problem | null; shownFields: readonly string[] }) {
  const { t } = useTranslation();
  if (!problem || (problem.field !== undefined && shownFields.includes(problem.field))) return null;
  // A message about another file begins with its place.
  const here = problem.file === undefined;
  const place = !here
    ? ''
    : [problem.field, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  return (
    <div role="alert" className="col-span-2 flex gap-2 rounded-lg bg-danger-soft px-3 py-2 text-sm" data-selectable>
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0">
        <p className="font-medium text-danger">{t(`errors.${problem.code}`)}</p>
        <p className="break-words text-text-2">{place ? `${place}: ${problem.message}` : problem.message}</p>
      </div>
    </div>
  );
}
