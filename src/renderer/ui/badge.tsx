import type { ReactNode } from 'react';

import { classNames } from './class-names.ts';

export type BadgeTone = 'neutral' | 'accent' | 'ok' | 'warm' | 'danger' | 'info' | 'violet';

const tones: Record<BadgeTone, string> = {
  neutral: 'bg-sunken text-text-2',
  accent: 'bg-accent-soft text-accent-ink',
  ok: 'bg-ok-soft text-ok',
  warm: 'bg-warm-soft text-warm',
  danger: 'bg-danger-soft text-danger',
  info: 'bg-info-soft text-info',
  violet: 'bg-violet-soft text-violet',
};

export interface BadgeProps {
  tone?: BadgeTone;
  mono?: boolean;
  title?: string;
  className?: string;
  children: ReactNode;
}

/** A short word or number about the thing beside it; the tone only repeats what the text says. */
export function Badge({ tone = 'neutral', mono = false, title, className, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={classNames(
        'inline-flex h-5 items-center gap-1 rounded px-1.5 text-2xs font-medium whitespace-nowrap',
        mono && 'font-mono',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

const methodTones: Record<string, BadgeTone> = {
  GET: 'accent',
  HEAD: 'neutral',
  POST: 'info',
  PUT: 'warm',
  PATCH: 'violet',
  DELETE: 'danger',
  OPTIONS: 'neutral',
};

/** An HTTP method. */
export function MethodBadge({ method }: { method: string }) {
  return (
    <Badge mono tone={methodTones[method] ?? 'neutral'}>
      {method}
    </Badge>
  );
}

/** The tone of an HTTP status: 2xx fine, 3xx notice, 4xx the caller's fault, 5xx ours. */
function statusTone(status: number): BadgeTone {
  if (status >= 500) return 'danger';
  if (status >= 400) return 'warm';
  if (status >= 300) return 'info';
  return 'ok';
}

/** An HTTP status; 4xx and 5xx carry a mark besides their colour. */
export function StatusBadge({ status }: { status: number }) {
  return (
    <Badge mono tone={statusTone(status)}>
      {status >= 500 && <span aria-hidden>✕</span>}
      {status >= 400 && status < 500 && <span aria-hidden>!</span>}
      {status}
    </Badge>
  );
}
