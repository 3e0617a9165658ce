import type { TFunction } from 'i18next';

import type { Finding } from '../../../contract/bundle.ts';

/** A finding in the person's language. */
export function findingWords(t: TFunction, { code, severity, values }: Finding): string {
  const { name = '', targets = '', here = '', there = '', plan: whose } = values;
  const plan = whose === 'free' || whose === 'smallest' ? t(`exporting.finding.plan.${whose}`) : '';
  const filled = { name, targets, here, there, plan };
  switch (code) {
    // These say other things of what is refused than of what is different.
    case 'privateTargets':
    case 'variableName':
      return t(`exporting.finding.${code}.${severity}`, filled);
    default:
      return t(`exporting.finding.${code}`, filled);
  }
}
