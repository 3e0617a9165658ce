import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { VersionContent } from '../../../contract/version.ts';
import { loadCodeDiff } from '../../editor/load-editor.ts';
import { useTheme } from '../../styles/use-theme.ts';
import { classNames } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { changesBetween, isChanged, languageOf } from './file-changes.ts';

const CodeDiff = lazy(loadCodeDiff);

/** What changed from one version to another, a file at a time. */
export function VersionDiff({ before, after }: { before: VersionContent | null; after: VersionContent }) {
  const { t } = useTranslation();
  const theme = useTheme();
  const [chosen, setChosen] = useState<string | null>(null);
  const changes = useMemo(() => changesBetween(before, after), [before, after]);
  const shown = changes.find(({ path }) => path === chosen) ?? changes[0];
  if (shown === undefined) return null;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <div role="group" aria-label={t('versions.files')} className="flex flex-wrap gap-1">
        {changes.map((change) => (
          <button
            key={change.path}
            type="button"
            aria-pressed={change === shown}
            className={classNames(
              'h-6 rounded px-2 font-mono text-2xs',
              change === shown ? 'bg-accent-soft text-accent-ink' : 'text-text-2 hover:bg-hover',
              !isChanged(change) && change !== shown && 'text-text-3',
            )}
            onClick={() => setChosen(change.path)}
          >
            {change.path}
            {isChanged(change) && (
              <span role="img" aria-label={t('versions.changed')} className="ml-1 text-warm">
                ●
              </span>
            )}
          </button>
        ))}
      </div>
      <div className="min-h-0 flex-1 overflow-hidden rounded-md border border-line">
        <Suspense fallback={<Skeleton className="h-full" />}>
          <CodeDiff
            original={shown.before}
            modified={shown.after}
            language={languageOf(shown.path)}
            theme={theme === 'dark' ? 'nexo-dark' : 'nexo-light'}
          />
        </Suspense>
      </div>
    </div>
  );
}
