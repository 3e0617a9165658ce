import { useEffect } from 'react';

import { onCommand } from '../state/commands.ts';
import { openDialog } from '../state/dialogs-store.ts';
import { openScreen, type Screen, useRouter } from '../state/router-store.ts';

/** The screens in the rail's order; the editor comes back to the function it showed last. */
export const railScreens = ['home', 'dashboard', 'functions', 'editor'] as const satisfies Screen['name'][];

/** Goes to a screen of the rail; false when there is no function for the editor to show. */
export function openRailScreen(name: Screen['name']): boolean {
  if (name !== 'editor') {
    openScreen({ name });
    return true;
  }
  const functionId = useRouter.getState().lastFunctionId;
  if (functionId === null) return false;
  openScreen({ name, functionId });
  return true;
}

/** The frame's own commands: Alt+1 to Alt+4, and what the menu asks of it. */
export function useFrameCommands(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const name = railScreens[Number(event.code.replace('Digit', '')) - 1];
      if (name && openRailScreen(name)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    const stops = [
      () => window.removeEventListener('keydown', onKeyDown),
      onCommand('screen.home', () => openScreen({ name: 'home' })),
      onCommand('screen.dashboard', () => openScreen({ name: 'dashboard' })),
      onCommand('screen.functions', () => openScreen({ name: 'functions' })),
      onCommand('function.new', () => openDialog({ kind: 'create-function' })),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
}
