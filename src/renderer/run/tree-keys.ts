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
  const step = steps[keys.key];
  return step === undefined ? null : step(rows, rows.indexOf(active), active);
}

type Step = <Row extends TreeRow>(rows: readonly Row[], at: number, active: Row) => Row | 'toggle';

const toggle: Step = (_, __, active) => (active.expanded === undefined ? active : 'toggle');

const steps: Record<string, Step | undefined> = {
  ArrowDown: (rows, at, active) => rows[at + 1] ?? active,
  ArrowUp: (rows, at, active) => rows[at - 1] ?? active,
  Home: (rows, _, active) => rows[0] ?? active,
  End: (rows, _, active) => rows.at(-1) ?? active,
  ArrowRight(rows, at, active) {
    if (active.expanded === false) return 'toggle';
    return active.expanded === true ? (rows[at + 1] ?? active) : active;
  },
  ArrowLeft(rows, at, active) {
    if (active.expanded === true) return 'toggle';
    return rows.slice(0, at).findLast(({ level }) => level < active.level) ?? active;
  },
  Enter: toggle,
  ' ': toggle,
};
