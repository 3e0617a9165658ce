import { useState } from 'react';

/**
 * For a dialog that no trigger of its own opens: gives the focus back, when it closes, to what had it when it opened.
 * Radix does that only for its own triggers.
 */
export function useReturnFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
