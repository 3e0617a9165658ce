import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { type RunMark, runMarks } from '../../editor/run-marks.ts';
import type { Run } from '../../run/runs-store.ts';
import { usePreferences } from '../../state/preferences-store.ts';

/** Which lines of a file ran in the last run, where they were counted and people want to see it, and the words for it. */
export function useRunMarks(run: Run | undefined, path: string) {
  const { t } = useTranslation();
  const isShown = usePreferences((preferences) => preferences.runMarks);
  const outcome = run?.outcome;
  const ran = useMemo(
    () => runMarks(isShown && outcome?.kind === 'answered' ? outcome.result.lines : undefined, path),
    [isShown, outcome, path],
  );
  const describeRan = ({ hits, isHot }: RunMark): string =>
    hits === 0 ? t('editor.notRan') : t(isHot ? 'editor.ranMost' : 'editor.ran', { count: hits });
  return { ran, describeRan };
}
