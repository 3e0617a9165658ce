const isApple = /mac/i.test(navigator.platform);

/** A shortcut with the platform's command key, as printed on keyboards: `Ctrl+S`, or `⌘S` on a Mac. */
export function shortcutText(key: string): string {
  return isApple ? `⌘${key}` : `Ctrl+${key}`;
}

/** Whether an event is the platform's command key with this key and nothing else. */
export function isShortcut(event: KeyboardEvent, key: string): boolean {
  const command = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  return command && !event.altKey && !event.shiftKey && event.key.toLowerCase() === key.toLowerCase();
}
