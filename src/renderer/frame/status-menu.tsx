import type { LucideIcon } from 'lucide-react';

import { Menu, type MenuItem } from '../ui/menu.tsx';

export const statusItemClass =
  'flex h-full items-center gap-1.5 rounded px-2 text-text-2 -outline-offset-2 hover:bg-hover hover:text-text';

export interface StatusMenuProps {
  icon: LucideIcon;
  /** What is chosen here, and what is chosen now. */
  label: string;
  shown: string;
  items: readonly MenuItem[];
}

/** A choice at the bottom edge, which shows what is chosen. */
export function StatusMenu({ icon: Icon, label, shown, items }: StatusMenuProps) {
  return (
    <Menu
      align="end"
      side="top"
      trigger={
        <button type="button" aria-label={`${label}: ${shown}`} className={statusItemClass}>
          <Icon aria-hidden size={12} />
          {shown}
        </button>
      }
      items={items}
    />
  );
}
