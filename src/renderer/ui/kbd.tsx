import type { ReactNode } from 'react';

import { classNames } from './class-names.ts';

/** A key or key combination, as printed on the keyboard. */
export function Kbd({ children, onDark = false }: { children: ReactNode; onDark?: boolean }) {
  return (
    <kbd
      className={classNames(
        'rounded border px-1 font-sans text-2xs leading-4',
        onDark ? 'border-current/40' : 'border-line bg-sunken text-text-2',
      )}
    >
      {children}
    </kbd>
  );
}
