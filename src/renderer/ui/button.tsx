import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

import { classNames } from './class-names.ts';

type ButtonTone = 'primary' | 'secondary' | 'ghost' | 'danger';

const tones: Record<ButtonTone, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'bg-raised text-text border border-line-strong/60 hover:bg-hover shadow-card',
  ghost: 'text-text-2 hover:bg-hover hover:text-text',
  danger: 'bg-danger text-on-danger hover:bg-danger-hover',
};

export interface ButtonProps extends ComponentProps<'button'> {
  tone?: ButtonTone;
  size?: 'sm' | 'md';
  icon?: LucideIcon;
  /** Disabled while its action runs, and says so to assistive technology. */
  busy?: boolean;
}

/** The one push button. `type` is `button` unless said otherwise, so that it never submits by accident. */
export function Button({
  tone = 'secondary',
  size = 'md',
  icon: Icon,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors',
        'disabled:cursor-not-allowed disabled:opacity-55',
        size === 'sm' ? 'h-7 px-2.5 text-xs' : 'h-8 px-3 text-sm',
        tones[tone],
        className,
      )}
    >
      {Icon && <Icon aria-hidden size={size === 'sm' ? 13 : 15} className={busy ? 'animate-pulse' : undefined} />}
      {children}
    </button>
  );
}
