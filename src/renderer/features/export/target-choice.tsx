import { useTranslation } from 'react-i18next';

import type { BundleTarget, TargetName } from '../../../contract/bundle.ts';
import { ChoiceGroup } from './choice-group.tsx';

export interface TargetChoiceProps {
  targets: readonly BundleTarget[];
  chosen: ReadonlySet<TargetName>;
  disabled: boolean;
  onChange: (chosen: ReadonlySet<TargetName>) => void;
}

/** Where the functions will run: one place or several, a bundle for each. */
export function TargetChoice({ targets, ...choice }: TargetChoiceProps) {
  const { t } = useTranslation();
  const missing = targets.filter(({ name, runtime }) => choice.chosen.has(name) && !runtime.found);
  const runtimes = [...new Set(missing.map(({ runtime }) => runtime.name))];
  return (
    <ChoiceGroup
      title={t('exporting.targets')}
      options={targets.map(({ name, label }) => ({ value: name, label }))}
      {...choice}
    >
      {runtimes.map((runtime) => (
        <p key={runtime} className="mt-1 text-xs text-text-3">
          {t('exporting.notHere', { runtime })}
        </p>
      ))}
    </ChoiceGroup>
  );
}
