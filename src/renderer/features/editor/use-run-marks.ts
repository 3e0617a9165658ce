import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { LineHits } from '../../../contract/invocation.ts';
import { type RunMark, runMarks, type RunWords } from '../../editor/run-marks.ts';
import { useFormat } from '../../i18n/format.ts';
import { usePreferences } from '../../state/preferences-store.ts';

/** Which lines of a file ran in the last run or replay, where they were counted and people want to see it, and the words for them. */
export function useRunMarks(lines: readonly LineHits[] | undefined, path: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const isShown = usePreferences((preferences) => preferences.runMarks);
  const ran = useMemo(() => runMarks(isShown ? lines : undefined, path), [isShown, lines, path]);
  const describeRan = ({ hits, ms, isHot }: RunMark): RunWords => {
    if (hits === 0) return { hint: t('editor.notRan') };
    if (ms === 0) return { hint: t(isHot ? 'editor.ranMost' : 'editor.ran', { count: hits }) };
    const time = format.duration(ms);
    const hint = t('editor.ranTook', { count: hits, time });
    return isHot ? { hint, note: t('editor.took', { time }) } : { hint };
  };
  return { ran, describeRan };
}
