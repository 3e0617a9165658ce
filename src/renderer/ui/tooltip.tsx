import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';

import { Kbd } from './kbd.tsx';

export interface TooltipProps {
  text: string;
  shortcut?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactElement;
}

/** Says what the control under the pointer or focus is; needs `TooltipProvider` above it. */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-80 animate-[fade_120ms] items-center gap-2 rounded-md bg-text px-2 py-1 text-xs text-bg shadow-pop"
        >
          {text}
          {shortcut && <Kbd onDark>{shortcut}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const TooltipProvider = Radix.Provider;
