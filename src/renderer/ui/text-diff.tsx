import { diffLines } from 'diff';
import { useMemo } from 'react';

import { classNames } from './class-names.ts';

export interface TextDiffProps {
  before: string;
  after: string;
  /** What the two are, such as "expected" and "got"; stands above them. */
  labels: { before: string; after: string };
}

/** Two texts line by line, what is only in one of them marked by sign and colour. */
export function TextDiff({ before, after, labels }: TextDiffProps) {
  const lines = useMemo(() => linesOf(before, after), [before, after]);
  return (
    <div data-selectable className="overflow-auto rounded-md border border-line bg-sunken font-mono text-xs leading-5">
      <p className="flex gap-4 border-b border-line px-2 py-0.5 text-2xs">
        <span className="text-ok">− {labels.before}</span>
        <span className="text-danger">+ {labels.after}</span>
      </p>
      <pre className="px-2 py-1">
        {lines.map(({ sign, text }, index) => (
          <span
            key={index}
            className={classNames(
              'block whitespace-pre-wrap break-words',
              sign === '−' && 'bg-ok-soft text-ok',
              sign === '+' && 'bg-danger-soft text-danger',
            )}
          >
            {sign} {text}
          </span>
        ))}
      </pre>
    </div>
  );
}

/** Texts that differ in very many lines are shown one after the other. */
const maxMs = 400;

function linesOf(before: string, after: string): { sign: '−' | '+' | ' '; text: string }[] {
  const changes = diffLines(`${before}\n`, `${after}\n`, { timeout: maxMs }) ?? [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ];
  return changes.flatMap(({ value, added, removed }) => {
    const sign = added ? '+' : removed ? '−' : ' ';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ sign, text }) as const);
  });
}
