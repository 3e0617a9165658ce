import { useEffect } from 'react';

import { isTyped } from '../../contract/key-chord.ts';
import { canRun, runCommand } from '../state/commands.ts';
import { chordOf } from '../state/key-event.ts';
import { apple, commandsFor } from '../state/keybindings.ts';

/**
 * Runs commands by their keys, before the page or the code editor sees those. Keys that type belong to the text field
 * that has the focus, and while a dialog is open all keys are its own.
 */
export function useCommandKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // AltGr, which Windows tells as Ctrl and Alt, is for typing.
      if (event.isComposing || event.getModifierState('AltGraph')) return;
      if (document.querySelector('[data-modal]') !== null) return;
      const chord = chordOf(event, apple);
      if (chord === null || (isTyped(chord) && isTextField(event.target))) return;
      const command = commandsFor(chord).find(canRun);
      if (command === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      // A key that is held down should not save or open things over and over.
      if (!event.repeat) runCommand(command);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    ('editContext' in target && target.editContext !== null && target.editContext !== undefined)
  );
}
