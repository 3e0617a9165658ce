import { ContextMenu as Radix } from 'radix-ui';
import { type ReactElement, useRef } from 'react';

import { type MenuItem, menuClass, MenuRows } from './menu.tsx';

export interface ContextMenuProps {
  /** Opens the menu by the right button, or by the keyboard's own key while it has the focus. */
  children: ReactElement;
  /** Asked for each time it opens; none means that there is no menu. */
  items: () => readonly MenuItem[];
}

/** What can be done with the thing under the pointer. What is chosen happens once the menu is gone, so that it may take the focus. */
export function ContextMenu({ children, items }: ContextMenuProps) {
  const chosen = useRef<(() => void) | null>(null);
  const deferred = (item: MenuItem): MenuItem =>
    item === 'separator' ? item : { ...item, onSelect: () => void (chosen.current = item.onSelect) };
  const onCloseAutoFocus = (event: Event) => {
    const act = chosen.current;
    chosen.current = null;
    if (act === null) return;
    event.preventDefault();
    act();
  };
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content collisionPadding={8} className={menuClass} onCloseAutoFocus={onCloseAutoFocus}>
          <MenuRows parts={Radix} items={items().map(deferred)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
