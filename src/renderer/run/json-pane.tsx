import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight, ChevronUp } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { foldsAround, jsonLines, matchingLines, visibleLines } from '../http/json-lines.ts';
import { IconButton } from '../ui/icon-button.tsx';

const lineHeightPx = 20;
const shownLineLength = 2_000;

/** JSON indented, folded by its parts and searched; only the lines in sight are drawn, however many there are. */
export function JsonPane({ text }: { text: string }) {
  const { t } = useTranslation();
  const lines = useMemo(() => jsonLines(text), [text]);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState(0);
  const visible = useMemo(() => visibleLines(lines, folded), [lines, folded]);
  const matches = useMemo(() => matchingLines(lines, wanted), [lines, wanted]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeightPx,
    overscan: 20,
  });
  const current = matches.length === 0 ? null : (matches[chosen % matches.length] ?? null);

  // Only once what was folded around it is drawn as well.
  const wantedLine = useRef<number | null>(null);
  useEffect(() => {
    if (wantedLine.current === null) return;
    virtualizer.scrollToIndex(visible.indexOf(wantedLine.current), { align: 'center' });
    wantedLine.current = null;
  });

  const fold = (index: number): void => {
    const next = new Set(folded);
    if (!next.delete(index)) next.add(index);
    setFolded(next);
  };
  const goTo = (number: number, found = matches): void => {
    const index = found.at(number % Math.max(found.length, 1));
    setChosen(found.length === 0 ? 0 : (number + found.length) % found.length);
    if (index === undefined) return;
    const hiding = new Set(foldsAround(lines, index));
    const open = new Set([...folded].filter((start) => !hiding.has(start)));
    setFolded(open);
    wantedLine.current = index;
  };
  const search = (next: string): void => {
    setWanted(next);
    goTo(0, matchingLines(lines, next));
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-8 shrink-0 items-center gap-1 border-b border-line px-3">
        <input
          type="search"
          aria-label={t('testPanel.search')}
          placeholder={t('testPanel.search')}
          value={wanted}
          className="h-6 min-w-0 flex-1 bg-transparent text-xs outline-none placeholder:text-text-3"
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') goTo(chosen + (event.shiftKey ? -1 : 1));
          }}
        />
        {wanted !== '' && (
          <>
            <span role="status" className="text-2xs text-text-3 tabular-nums">
              {t('testPanel.matches', { at: matches.length === 0 ? 0 : chosen + 1, count: matches.length })}
            </span>
            <IconButton icon={ChevronUp} label={t('testPanel.previousMatch')} onClick={() => goTo(chosen - 1)} />
            <IconButton icon={ChevronDown} label={t('testPanel.nextMatch')} onClick={() => goTo(chosen + 1)} />
          </>
        )}
      </div>
      <div ref={scroller} tabIndex={0} role="group" aria-label="JSON" className="min-h-0 flex-1 overflow-auto py-2">
        <pre
          data-testid="response-body"
          className="relative w-max min-w-full text-xs leading-5"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index: row, start }) => {
            const index = visible[row] ?? 0;
            const { text: line = '', end = null } = lines[index] ?? {};
            const isFolded = folded.has(index);
            return (
              <div
                key={index}
                className={`absolute left-0 flex w-max min-w-full pr-3 ${index === current ? 'bg-warm-soft' : ''}`}
                style={{ top: start, height: lineHeightPx }}
              >
                <span className="w-6 shrink-0 text-center">
                  {end !== null && (
                    <button
                      type="button"
                      aria-expanded={!isFolded}
                      aria-label={t(isFolded ? 'testPanel.unfold' : 'testPanel.fold', { line: index + 1 })}
                      className="inline-flex size-4 items-center justify-center rounded text-text-3 hover:bg-hover"
                      onClick={() => fold(index)}
                    >
                      {isFolded ? <ChevronRight aria-hidden size={12} /> : <ChevronDown aria-hidden size={12} />}
                    </button>
                  )}
                </span>
                <span>
                  {colored(line.slice(0, shownLineLength))}
                  {line.length > shownLineLength && '…'}
                  {isFolded && end !== null && (
                    <span className="text-text-3">
                      {' '}
                      {t('testPanel.folded', { count: end - index - 1 })} {lines[end]?.text.trim()}
                    </span>
                  )}
                </span>
                {'\n'}
              </div>
            );
          })}
        </pre>
      </div>
    </div>
  );
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d[\d.eE+-]*)/g;

function colored(line: string): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of line.matchAll(token)) {
    const [whole, text, colon, word] = match;
    const className =
      colon !== undefined ? 'text-info' : text !== undefined ? 'text-ok' : word ? 'text-violet' : 'text-warm';
    parts.push(line.slice(at, match.index));
    const value = colon === undefined ? whole : (text ?? '');
    parts.push(
      <span key={match.index} className={className}>
        {value}
      </span>,
    );
    at = match.index + value.length;
  }
  parts.push(line.slice(at));
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
}
