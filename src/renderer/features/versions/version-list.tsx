import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

import type { VersionSummary } from '../../../contract/version.ts';
import { useFormat } from '../../i18n/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/use-now.ts';

/** What published a version, for one nobody said anything about. */
export function originText({ origin, rollbackOf }: Pick<VersionSummary, 'origin' | 'rollbackOf'>, t: TFunction) {
  return t(`versions.origin.${origin}`, { number: rollbackOf ?? 0 });
}

export interface VersionListProps {
  versions: readonly VersionSummary[];
  live: number | null;
  chosen: number | undefined;
  onChoose(number: number): void;
}

/** The versions, newest first: when each was published, by what, and what was said about it. */
export function VersionList({ versions, live, chosen, onChoose }: VersionListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(10_000);
  return (
    <ol aria-label={t('versions.list')} className="w-64 shrink-0 overflow-y-auto rounded-md border border-line">
      {versions.map(({ number, publishedAt, message, ...version }) => (
        <li key={number}>
          <button
            type="button"
            aria-current={number === chosen || undefined}
            className={classNames(
              'flex w-full flex-col gap-0.5 border-b border-line px-3 py-2 text-left',
              number === chosen ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
            onClick={() => onChoose(number)}
          >
            <span className="flex w-full items-center gap-2">
              <strong className="font-mono text-sm">v{number}</strong>
              {number === live && <Badge tone="ok">{t('versions.live')}</Badge>}
              <span className="ml-auto text-2xs text-text-2" title={new Date(publishedAt).toLocaleString()}>
                {format.ago(publishedAt, now)}
              </span>
            </span>
            <span className="truncate text-xs text-text-2" title={message}>
              {message !== '' ? message : originText(version, t)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
