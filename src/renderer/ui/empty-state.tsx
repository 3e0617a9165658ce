import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  description?: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
}

/** What a screen shows when there is nothing yet: why, and the one thing to do next. */
export function EmptyState({ icon: Icon, title, description, action }: EmptyStateProps) {
  return (
    <div className="flex h-full min-h-40 flex-col items-center justify-center-safe gap-1 p-8 text-center">
      <span className="mb-2 inline-flex size-10 items-center justify-center rounded-lg border border-dashed border-line-strong text-text-3">
        <Icon aria-hidden size={18} />
      </span>
      <p className="text-base font-medium">{title}</p>
      {description && <div className="max-w-md text-sm text-text-2">{description}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
