import { useTranslation } from 'react-i18next';

import type { BundleTarget, TargetName } from '../../../contract/bundle.ts';
import { Choice } from './choice.tsx';

export interface TargetChoiceProps {
  targets: readonly BundleTarget[];
  chosen: ReadonlySet<TargetName>;
  disabled: boolean;
  onChange: (chosen: ReadonlySet<TargetName>) => void;
}

/** Where the functions will run: one place or several, a bundle for each. */
export function TargetChoice({ targets, chosen, disabled, onChange }: TargetChoiceProps) {
  const { t } = useTranslation();
  const toggle = (name: TargetName): void => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  const missing = targets.filter(({ name, runtime }) => chosen.has(name) && !runtime.found);
  const runtimes = [...new Set(missing.map(({ runtime }) => runtime.name))];
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-text-2">{t('exporting.targets')}</legend>
      <div className="max-h-40 overflow-y-auto rounded-md border border-line-strong p-1">
        {targets.map(({ name, label }) => (
          <Choice key={name} label={label} checked={chosen.has(name)} onChange={() => toggle(name)} />
        ))}
      </div>
      {runtimes.map((runtime) => (
        <p key={runtime} className="mt-1 text-xs text-text-3">
          {t('exporting.notHere', { runtime })}
        </p>
      ))}
    </fieldset>
  );
}
