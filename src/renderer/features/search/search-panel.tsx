import { ArrowRight, CaseSensitive, Regex, Replace, type LucideIcon, WholeWord } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { openPlace } from '../../editor/open-place.ts';
import { useDrawer } from '../../state/drawer-store.ts';
import { useFiles } from '../../state/files-store.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { type ResultGroup, ResultList } from '../../ui/result-list.tsx';
import type { Match } from './find-matches.ts';
import { replaceAll } from './replace-all.ts';
import type { Found } from './search-messages.ts';
import { changeSearch, mostMatches, searchNow, useSearch } from './search-store.ts';

/** Finds text in all files, unsaved text included, and replaces it. */
export function SearchPanel() {
  const { t } = useTranslation();
  const { query, replacement, phase, reason, found, total } = useSearch();
  const field = useRef<HTMLInputElement>(null);
  const asked = useDrawer((state) => state.asked);
  const changes = useFiles((state) => state.changes);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);
  useEffect(() => void searchNow(), [changes]);
  const groups = useMemo(() => groupsOf(found), [found]);
  const replace = async () => {
    setBusy(true);
    await replaceAll();
    setBusy(false);
  };
  return (
    <section aria-label={t('search.title')} className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-3 py-1.5">
        <span className="flex h-7 min-w-52 flex-1 items-center gap-0.5 rounded-md border border-line-strong bg-raised pr-0.5 pl-2 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
          <input
            ref={field}
            aria-label={t('search.field')}
            placeholder={t('search.field')}
            aria-invalid={phase === 'invalid'}
            spellCheck={false}
            value={query.text}
            onChange={(event) => changeSearch({ text: event.target.value })}
            className="min-w-0 flex-1 bg-transparent font-mono text-xs outline-none placeholder:font-sans placeholder:text-text-3"
          />
          <Toggle
            icon={CaseSensitive}
            label={t('search.caseSensitive')}
            on={query.caseSensitive}
            onChange={(caseSensitive) => changeSearch({ caseSensitive })}
          />
          <Toggle
            icon={WholeWord}
            label={t('search.wholeWord')}
            on={query.wholeWord}
            onChange={(wholeWord) => changeSearch({ wholeWord })}
          />
          <Toggle
            icon={Regex}
            label={t('search.expression')}
            on={query.expression}
            onChange={(expression) => changeSearch({ expression })}
          />
        </span>
        <Toggle
          icon={Replace}
          label={t('search.replace')}
          on={replacement !== null}
          onChange={(on) => changeSearch({ replacement: on ? '' : null })}
        />
        {replacement !== null && (
          <>
            <input
              aria-label={t('search.replaceField')}
              placeholder={t('search.replaceField')}
              spellCheck={false}
              value={replacement}
              onChange={(event) => changeSearch({ replacement: event.target.value })}
              className="h-7 min-w-40 flex-1 rounded-md border border-line-strong bg-raised px-2 font-mono text-xs outline-none placeholder:font-sans placeholder:text-text-3 focus:border-accent focus:ring-1 focus:ring-accent"
            />
            <Button size="sm" disabled={total === 0} busy={busy} onClick={() => void replace()}>
              {t('search.replaceAll')}
            </Button>
          </>
        )}
        <span role="status" className="text-xs text-text-3 tabular-nums">
          {phase === 'done' && total > 0 && t('search.summary', { count: total, files: found.length })}
          {phase === 'searching' && t('search.searching')}
        </span>
      </div>
      <Notice phase={phase} reason={reason} total={total} />
      {groups.length > 0 && (
        <div className="min-h-0 flex-1">
          <ResultList
            label={t('search.title')}
            groups={groups}
            onOpen={({ match, file }) => openPlace({ file, line: match.line, column: match.column })}
          />
        </div>
      )}
    </section>
  );
}

function Notice({ phase, reason, total }: { phase: string; reason: string; total: number }) {
  const { t } = useTranslation();
  if (phase === 'done' && total >= mostMatches) {
    return <p className="px-3 py-1.5 text-xs text-warm">{t('search.tooMany', { count: mostMatches })}</p>;
  }
  const text =
    phase === 'invalid'
      ? t('search.invalid', { reason })
      : phase === 'slow'
        ? t('search.tooSlow')
        : phase === 'failed'
          ? reason
          : phase === 'idle'
            ? t('search.start')
            : phase === 'done' && total === 0
              ? `${t('search.empty')}. ${t('search.emptyHint')}`
              : null;
  if (text === null) return null;
  const isWrong = phase === 'invalid' || phase === 'slow' || phase === 'failed';
  return (
    <p
      role={isWrong ? 'alert' : undefined}
      className={classNames('px-3 py-3 text-sm', isWrong ? 'text-danger' : 'text-text-2')}
    >
      {text}
    </p>
  );
}

interface ToggleProps {
  icon: LucideIcon;
  label: string;
  on: boolean;
  onChange(on: boolean): void;
}

function Toggle({ icon, label, on, onChange }: ToggleProps) {
  return (
    <IconButton
      icon={icon}
      label={label}
      aria-pressed={on}
      onClick={() => onChange(!on)}
      className={classNames('size-6', on && 'bg-accent-soft text-accent-ink')}
    />
  );
}

function groupsOf(found: readonly Found[]): ResultGroup<{ match: Match; file: string }>[] {
  return found.map(({ path, matches }) => ({
    file: path,
    rows: matches.map((match, index) => ({
      key: `${path}:${index}`,
      file: path,
      match,
      text: <MatchText {...match} />,
    })),
  }));
}

function MatchText({ line, before, found, after, replacement }: Match) {
  return (
    <>
      <span className="w-8 shrink-0 text-right font-mono text-2xs text-text-3 tabular-nums">{line}</span>
      <span className="min-w-0 truncate font-mono whitespace-pre">
        {before}
        {replacement === undefined ? (
          <mark className="rounded-sm bg-warm-soft px-px font-medium text-warm">{found}</mark>
        ) : (
          <>
            <del className="rounded-sm bg-danger-soft px-px text-danger">{found}</del>
            {replacement !== '' && (
              <>
                <ArrowRight aria-hidden size={10} className="mx-0.5 inline text-text-3" />
                <ins className="rounded-sm bg-ok-soft px-px text-ok no-underline">{replacement}</ins>
              </>
            )}
          </>
        )}
        {after}
      </span>
    </>
  );
}
