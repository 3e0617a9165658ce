import { type BrowserWindow, screen, type Rectangle } from 'electron';

import type { SettingsStore, WindowBounds } from '../settings.ts';

const initialSize = { width: 1280, height: 832 };

/** The place a window had last, if it is still on a screen; otherwise a good size, for the system to place. */
export function restoredBounds(remembered: WindowBounds | undefined): Partial<Rectangle> {
  if (remembered === undefined) return initialSize;
  const { x, y, width, height } = remembered;
  if (x === undefined || y === undefined || !isOnScreen({ x, y, width, height })) return { width, height };
  return { x, y, width, height };
}

/** Keeps the window's place in the settings from now on. */
export function rememberBounds(window: BrowserWindow, settings: SettingsStore): void {
  window.on('close', () => {
    // A window that is somewhere else the next time is no loss.
    settings.update({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } }).catch(() => {});
  });
}

function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const visibleWidth = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  // Enough of the title bar to take hold of it.
  return visibleWidth >= 100 && bounds.y >= workArea.y && bounds.y < workArea.y + workArea.height - 40;
}
