import { Circle, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { firstSteps } from '../../state/first-steps.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { setPreferences, usePreferences } from '../../state/preferences-store.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';

/** What is worth trying once; ticks itself off, and never comes back once dismissed. */
export function ChecklistCard() {
  const { t } = useTranslation();
  const { stepsDone, checklistDismissed } = usePreferences();
  const keys = { run: useShortcut('function.run') ?? '–', palette: useShortcut('palette.open') ?? '–' };
  if (checklistDismissed) return null;
  const done = firstSteps.filter((step) => stepsDone.includes(step)).length;
  return (
    <Card
      title={t('home.firstSteps', { done, count: firstSteps.length })}
      actions={
        <Button tone="ghost" size="sm" onClick={() => void setPreferences({ checklistDismissed: true })}>
          {t('common.dismiss')}
        </Button>
      }
    >
      <ul className="grid grid-cols-2 gap-x-6 gap-y-2 max-[1099px]:grid-cols-1">
        {firstSteps.map((step) => {
          const isDone = stepsDone.includes(step);
          const Icon = isDone ? CircleCheck : Circle;
          return (
            <li key={step} className={classNames('flex items-start gap-2 text-sm', isDone && 'text-text-3')}>
              <Icon
                role="img"
                aria-label={t(isDone ? 'home.stepDone' : 'home.stepOpen')}
                size={15}
                className={classNames('mt-0.5 shrink-0', isDone ? 'text-ok' : 'text-text-3')}
              />
              {t(`home.step.${step}`, { keys: step === 'palette' ? keys.palette : keys.run })}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
