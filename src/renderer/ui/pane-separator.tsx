import { Separator } from 'react-resizable-panels';

import { classNames } from './class-names.ts';

/** The line between two panes of a `Group`; dragged, or moved with the arrow keys when focused. */
export function PaneSeparator({ direction = 'vertical' }: { direction?: 'vertical' | 'horizontal' }) {
  return (
    <Separator
      className={classNames(
        'relative shrink-0 bg-line transition-colors',
        'data-[separator=hover]:bg-accent data-[separator=active]:bg-accent focus-visible:bg-accent',
        direction === 'vertical' ? 'w-px' : 'h-px',
      )}
    />
  );
}
