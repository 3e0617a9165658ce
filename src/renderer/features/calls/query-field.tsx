import { CircleHelp, ListFilter, X } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { QueryProblem } from '../../../contract/call-query.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { QueryHelp } from './query-help.tsx';
import { suggestFor, wordAt } from './suggest.ts';

export interface QueryFieldProps {
  value: string;
  problems: readonly QueryProblem[];
  onChange(value: string): void;
}

const textClass = 'px-0 font-mono text-xs leading-7 whitespace-pre';

/** The filter: what is wrong is marked where it stands, and what could come next is offered. */
export function QueryField({ value, problems, onChange }: QueryFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const listId = useId();
  const problemId = useId();
  const functions = useFunctions((state) => state.functions);
  const [cursor, setCursor] = useState<number | null>(null);
  const [chosen, setChosen] = useState(-1);
  const suggestions = useMemo(() => {
    if (cursor === null) return [];
    return suggestFor(wordAt(value, cursor).text, [...functions.keys()]);
  }, [value, cursor, functions]);
  const [problem] = problems;

  const follow = (): void => {
    const now = input.current?.selectionStart ?? null;
    // Also said when nothing has moved, such as by the key that chooses a suggestion.
    if (now !== cursor) setChosen(-1);
    setCursor(now);
  };
  const accept = (insert: string): void => {
    const { start, end } = wordAt(value, cursor ?? value.length);
    onChange(value.slice(0, start) + insert + value.slice(end).trimStart());
    requestAnimationFrame(() => {
      input.current?.setSelectionRange(start + insert.length, start + insert.length);
      follow();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = suggestions.length;
    if (event.key === 'ArrowDown' && count > 0) setChosen((before) => (before + 1) % count);
    else if (event.key === 'ArrowUp' && count > 0) setChosen((before) => (before <= 0 ? count : before) - 1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) accept(suggestions[chosen]?.insert ?? '');
    else if (event.key === 'Escape' && cursor !== null && count > 0) setCursor(null);
    else if (event.key === 'Escape' && value !== '') onChange('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative flex h-7 min-w-40 flex-1 items-center gap-1.5 rounded-md border border-line-strong bg-raised pl-2 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
      <ListFilter aria-hidden size={13} className="shrink-0 text-text-3" />
      <div className="relative min-w-0 flex-1">
        <Marks ref={marks} value={value} problems={problems} />
        <input
          ref={input}
          role="combobox"
          className={classNames(
            textClass,
            'relative w-full bg-transparent outline-none placeholder:font-sans placeholder:text-text-3',
          )}
          aria-label={t('calls.filter')}
          aria-autocomplete="list"
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? problemId : undefined}
          placeholder={t('calls.filterHint')}
          spellCheck={false}
          data-calls-filter
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
            follow();
          }}
          onSelect={follow}
          onScroll={(event) => marks.current?.scrollTo({ left: event.currentTarget.scrollLeft })}
          onBlur={() => setCursor(null)}
          onKeyDown={onKeyDown}
        />
      </div>
      {value !== '' && <IconButton icon={X} label={t('calls.clearFilter')} onClick={() => onChange('')} />}
      <Popover
        align="end"
        trigger={<IconButton icon={CircleHelp} label={t('calls.help')} />}
        label={t('calls.help')}
        className="max-h-[70vh] w-[460px] overflow-auto bg-raised p-3 text-xs"
      >
        <QueryHelp />
      </Popover>
      {suggestions.length > 0 && (
        <ul
          id={listId}
          role="listbox"
          aria-label={t('calls.suggestions')}
          className="absolute top-8 left-0 z-30 max-h-64 min-w-48 overflow-auto rounded-lg border border-line bg-raised p-1 shadow-pop"
        >
          {suggestions.map(({ label, insert, kind }, index) => (
            <li
              key={insert}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              className={classNames(
                'flex cursor-default items-center gap-3 rounded px-2 py-0.5 font-mono text-xs',
                index === chosen ? 'bg-accent-soft text-accent-ink' : 'hover:bg-hover',
              )}
              onMouseDown={(event) => {
                event.preventDefault();
                accept(insert);
              }}
            >
              {label}
              {kind === 'field' && <FieldHint field={label.slice(0, -1)} />}
            </li>
          ))}
        </ul>
      )}
      {problem && (
        <p
          id={problemId}
          role="alert"
          className="absolute top-8 right-0 z-20 rounded-md border border-danger/50 bg-danger-soft px-2 py-1 text-xs text-danger shadow-pop"
        >
          {t(`calls.problem.${problem.reason}`, {
            field: problem.field,
            value: problem.value,
            accepted: problem.accepted.join('  '),
          })}
        </p>
      )}
    </div>
  );
}

function FieldHint({ field }: { field: string }) {
  const { t } = useTranslation();
  return (
    <span className="ml-auto font-sans text-2xs text-text-3">{t(`calls.field.${field}` as 'calls.field.status')}</span>
  );
}

/** Under the text, a wavy line where a word is not understood. */
function Marks({
  value,
  problems,
  ref,
}: Pick<QueryFieldProps, 'value' | 'problems'> & { ref: React.Ref<HTMLDivElement> }) {
  const parts: { text: string; wrong: boolean }[] = [];
  let at = 0;
  for (const { start, end } of problems) {
    parts.push({ text: value.slice(at, start), wrong: false }, { text: value.slice(start, end), wrong: true });
    at = end;
  }
  parts.push({ text: value.slice(at), wrong: false });
  return (
    <div
      ref={ref}
      aria-hidden
      className={classNames(textClass, 'pointer-events-none absolute inset-0 overflow-hidden text-transparent')}
    >
      {parts.map(({ text, wrong }, index) => (
        <span
          key={index}
          className={wrong ? 'underline decoration-danger decoration-wavy decoration-2 underline-offset-2' : undefined}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
