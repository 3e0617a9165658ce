import type { LucideIcon } from 'lucide-react';
import { type ContextMenu, DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';

import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';

export type MenuItem =
  | 'separator'
  | {
      label: string;
      icon?: LucideIcon;
      shortcut?: string;
      danger?: boolean;
      disabled?: boolean;
      /** For a choice among several: whether this is the current one. */
      checked?: boolean;
      onSelect: () => void;
    };

export interface MenuProps {
  trigger: ReactElement;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
}

export const menuClass = 'z-50 min-w-44 animate-[fade_100ms] rounded-lg border border-line bg-raised p-1 shadow-pop';
const itemClass =
  'flex cursor-default items-center gap-2.5 rounded-md px-2 py-1 text-sm outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover';

/** A menu that opens from its trigger. */
export function Menu({ trigger, items, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} side={side} sideOffset={4} collisionPadding={8} className={menuClass}>
          <MenuRows parts={DropdownMenu} items={items} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type Parts = typeof DropdownMenu | typeof ContextMenu;

/** The rows of a menu, whichever way it opens. */
export function MenuRows({ parts, items }: { parts: Parts; items: readonly MenuItem[] }) {
  return items.map((item, index) =>
    item === 'separator' ? (
      <parts.Separator key={`separator-${index}`} className="mx-1 my-1 h-px bg-line" />
    ) : (
      <MenuRow key={item.label} parts={parts} item={item} />
    ),
  );
}

function MenuRow({ parts, item }: { parts: Parts; item: Exclude<MenuItem, 'separator'> }) {
  const { label, icon: Icon, shortcut, danger, disabled, checked, onSelect } = item;
  const className = classNames(itemClass, danger && 'text-danger');
  const content = (
    <>
      {Icon && <Icon aria-hidden size={14} className={danger ? undefined : 'text-text-3'} />}
      <span className="flex-1">{label}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  );
  if (checked === undefined) {
    return (
      <parts.Item disabled={disabled} onSelect={onSelect} className={className}>
        {content}
      </parts.Item>
    );
  }
  return (
    <parts.CheckboxItem checked={checked} disabled={disabled} onSelect={onSelect} className={className}>
      <span aria-hidden className="w-3 text-accent-ink">
        {checked ? '✓' : ''}
      </span>
      {content}
    </parts.CheckboxItem>
  );
}
