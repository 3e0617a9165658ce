import type { ReactNode } from 'react';

/** The top of a screen: its title, and what acts on the whole of it. */
export function ScreenHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-b border-line px-4">
      <h1 className="flex-1 truncate text-lg font-semibold tracking-tight">{title}</h1>
      {children}
    </header>
  );
}
