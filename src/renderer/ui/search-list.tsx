import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';
import { type Findable, ranked } from './ranked.ts';

export interface SearchItem extends Findable {
  /** Stands dim behind the title. */
  detail?: string;
  icon?: ReactNode;
  shortcut?: string;
  /** For a choice among several: whether this is the current one. */
  checked?: boolean;
}

export interface SearchListProps {
  label: string;
  placeholder: string;
  items: readonly SearchItem[];
  /** Said when nothing fits. */
  emptyText: string;
  onChoose: (id: string) => void;
}

/** A text field over the items it finds: arrows move, Enter chooses, and the focus stays in the field. */
export function SearchList({ label, placeholder, items, emptyText, onChoose }: SearchListProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const found = ranked(items, typed);
  const active = Math.min(index, found.length - 1);
  const activeRow = useRef<HTMLLIElement>(null);
  useEffect(() => activeRow.current?.scrollIntoView({ block: 'nearest' }), [active, typed]);

  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setIndex(stepped(active, move, found.length));
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      const chosen = found[active];
      if (chosen) onChoose(chosen.id);
    }
  };
  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden size={15} className="text-text-3" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-text-3"
        />
      </div>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className="min-h-0 flex-1 overflow-y-auto p-1.5 empty:hidden"
      >
        {found.map((item, position) => (
          <li
            key={item.id}
            ref={position === active ? activeRow : undefined}
            id={`${id}-${position}`}
            role="option"
            aria-selected={position === active}
            onPointerMove={() => setIndex(position)}
            onClick={() => onChoose(item.id)}
            className={classNames(
              'flex h-8.5 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm',
              position === active && 'bg-accent-soft text-accent-ink',
            )}
          >
            {item.icon}
            <span className="truncate">{item.title}</span>
            {item.checked && <span aria-hidden>✓</span>}
            <span
              className={classNames(
                'min-w-0 flex-1 truncate text-xs',
                position === active ? 'text-accent-ink' : 'text-text-3',
              )}
            >
              {item.detail}
            </span>
            {item.shortcut && <Kbd>{item.shortcut}</Kbd>}
          </li>
        ))}
      </ul>
      <p role="status" className={found.length === 0 ? 'px-4 py-6 text-center text-sm text-text-2' : 'sr-only'}>
        {found.length === 0 ? emptyText : ''}
      </p>
    </div>
  );
}

/** One further goes round the ends; a page stops at them. */
function stepped(from: number, move: number, count: number): number {
  if (count === 0) return 0;
  if (Math.abs(move) === 1) return (from + move + count) % count;
  return Math.max(0, Math.min(count - 1, from + move));
}
