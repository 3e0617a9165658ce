import type { TFunction } from 'i18next';

import type { Finding } from '../../../contract/bundle.ts';

/** A finding in the person's language. */
export function findingWords(t: TFunction, { code, severity, values }: Finding): string {
  const { plan } = values;
  const filled = { ...values, plan: plan === 'free' || plan === 'smallest' ? t(`exporting.finding.plan.${plan}`) : '' };
  switch (code) {
    // These say other things of what is refused than of what is different.
    case 'privateTargets':
    case 'variableName':
      return t(`exporting.finding.${code}.${severity}`, filled);
    default:
      return t(`exporting.finding.${code}`, filled);
  }
}
