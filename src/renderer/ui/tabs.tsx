import { CircleAlert } from 'lucide-react';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

import { classNames } from './class-names.ts';

export interface TabItem<Value extends string> {
  value: Value;
  label: string;
  /** Shown behind the label; the count belongs in the label's row, not only in the panel. */
  count?: number | string;
  /** What is wrong in the panel, in a word or two: a mark behind the label says so. */
  fault?: string;
  content: ReactNode;
}

export interface TabsProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  items: readonly TabItem<Value>[];
  /** Stands at the right end of the tab row. */
  actions?: ReactNode;
  className?: string;
}

/** A row of tabs over the chosen panel. The panel fills the height it is given and scrolls by itself. */
export function Tabs<Value extends string>({ label, value, onChange, items, actions, className }: TabsProps<Value>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const chosen = items.find((item) => item.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className={classNames('flex min-h-0 flex-col', className)}
    >
      <div className="flex items-center border-b border-line px-2">
        <Radix.List aria-label={label} className="flex min-w-0 flex-1 overflow-x-auto overflow-y-hidden">
          {items.map((item) => (
            <Radix.Trigger
              key={item.value}
              value={item.value}
              className="flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm whitespace-nowrap text-text-2 -outline-offset-2 hover:text-text data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-text"
            >
              {item.label}
              {item.count !== undefined && (
                <span className="rounded-full bg-sunken px-1.5 text-2xs text-text-2 tabular-nums">{item.count}</span>
              )}
              {item.fault !== undefined && (
                <CircleAlert role="img" aria-label={item.fault} size={13} className="text-danger" />
              )}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions}
      </div>
      {items.map((item) => (
        <Radix.Content key={item.value} value={item.value} className="min-h-0 flex-1 overflow-auto -outline-offset-2">
          {item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
