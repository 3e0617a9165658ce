const isApple = /mac/i.test(navigator.platform);

/** A shortcut with the platform's command key, as printed on keyboards: `Ctrl+S`, or `⌘S` on a Mac. */
export function shortcutText(key: string): string {
  return isApple ? `⌘${key}` : `Ctrl+${key}`;
}
