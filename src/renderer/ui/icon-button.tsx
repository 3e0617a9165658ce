import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** Read out by screen readers, and shown as the tooltip unless there is more to say. */
  label: string;
  tooltip?: string;
  shortcut?: string;
}

/** A square button that is only an icon; its label is never left out. */
export function IconButton({ icon: Icon, label, tooltip, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={tooltip ?? label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classNames(
          'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-text-2 transition-colors',
          'hover:bg-hover hover:text-text data-[state=open]:bg-hover disabled:cursor-not-allowed disabled:opacity-50',
          className,
        )}
      >
        <Icon aria-hidden size={15} />
      </button>
    </Tooltip>
  );
}
