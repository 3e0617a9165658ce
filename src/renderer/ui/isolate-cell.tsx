import type { ComponentProps } from 'react';

import { classNames } from './class-names.ts';

export type IsolateCellState = 'loading' | 'warm' | 'busy' | 'free';

const states: Record<IsolateCellState, string> = {
  loading: 'hatched border border-line-strong',
  warm: 'bg-warm-fill',
  busy: 'bg-accent animate-[breathe_1.2s_ease-in-out_infinite]',
  free: 'border border-dashed border-line-strong',
};

/** One isolate of the pool. Loading is hatched, warm is full, busy breathes and has a point, free is only an outline. */
export function IsolateCell({ state, className, ...rest }: { state: IsolateCellState } & ComponentProps<'span'>) {
  return (
    <span
      {...rest}
      className={classNames('relative inline-block size-3 shrink-0 rounded-[3px]', states[state], className)}
    >
      {state === 'busy' && <span aria-hidden className="absolute inset-1/4 rounded-full bg-on-accent" />}
    </span>
  );
}
