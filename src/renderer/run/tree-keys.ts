interface TreeRow {
  level: number;
  /** Undefined where there is nothing inside. */
  expanded: boolean | undefined;
}

interface Keys {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/**
 * Where a key leads in a tree of flat rows, after the pattern screen readers know
 * (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/); null for a key that means nothing here.
 */
export function rowAfterKey<Row extends TreeRow>(keys: Keys, rows: readonly Row[], active: Row): Row | 'toggle' | null {
  if (keys.ctrlKey || keys.altKey || keys.metaKey) return null;
  const at = rows.indexOf(active);
  switch (keys.key) {
    case 'ArrowDown':
      return rows[at + 1] ?? active;
    case 'ArrowUp':
      return rows[at - 1] ?? active;
    case 'Home':
      return rows[0] ?? active;
    case 'End':
      return rows.at(-1) ?? active;
    case 'ArrowRight':
      if (active.expanded === false) return 'toggle';
      return active.expanded === true ? (rows[at + 1] ?? active) : active;
    case 'ArrowLeft':
      if (active.expanded === true) return 'toggle';
      return rows.slice(0, at).findLast(({ level }) => level < active.level) ?? active;
    case 'Enter':
    case ' ':
      return active.expanded === undefined ? active : 'toggle';
    default:
      return null;
  }
}
