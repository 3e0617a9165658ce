import { type ReactNode, useId } from 'react';

import { classNames } from './class-names.ts';

export interface CardProps {
  title?: string;
  /** Stands at the right of the title. */
  actions?: ReactNode;
  /** Leaves out the inner padding, for tables and lists that reach the edges. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A titled region on the screen's ground. */
export function Card({ title, actions, flush = false, className, children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={classNames('flex min-w-0 flex-col rounded-xl border border-line bg-surface', className)}
    >
      {title && (
        <header className="flex h-11 shrink-0 items-center gap-3 px-4">
          <h2 id={id} className="flex-1 truncate text-sm font-semibold">
            {title}
          </h2>
          {actions}
        </header>
      )}
      <div className={classNames('min-h-0 flex-1', flush ? 'overflow-auto' : title ? 'px-4 pb-4' : 'p-4')}>
        {children}
      </div>
    </section>
  );
}
