import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { type RunMark, runMarks, type RunWords } from '../../editor/run-marks.ts';
import { useFormat } from '../../i18n/format.ts';
import type { Run } from '../../run/runs-store.ts';
import { usePreferences } from '../../state/preferences-store.ts';

/** Which lines of a file ran in the last run, where they were counted and people want to see it, and the words for them. */
export function useRunMarks(run: Run | undefined, path: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const isShown = usePreferences((preferences) => preferences.runMarks);
  const outcome = run?.outcome;
  const ran = useMemo(
    () => runMarks(isShown && outcome?.kind === 'answered' ? outcome.result.lines : undefined, path),
    [isShown, outcome, path],
  );
  const describeRan = ({ hits, ms, isHot }: RunMark): RunWords => {
    if (hits === 0) return { hint: t('editor.notRan') };
    if (ms === 0) return { hint: t(isHot ? 'editor.ranMost' : 'editor.ran', { count: hits }) };
    const time = format.duration(ms);
    const hint = t('editor.ranTook', { count: hits, time });
    return isHot ? { hint, note: t('editor.took', { time }) } : { hint };
  };
  return { ran, describeRan };
}
