import type { LogEntry } from '../../contract/invocation.ts';
import type { LogMember, LogValue } from '../../contract/log-value.ts';

/** One line of the log tree. Rows are flat: their level says where in the tree they are. */
export interface LogRow {
  /** `entry.member.member…`, by position. */
  id: string;
  /** From 1. */
  level: number;
  /** Undefined where there is nothing inside. */
  expanded: boolean | undefined;
  position: number;
  siblings: number;
  content: LogRowContent;
}

export type LogRowContent =
  | { kind: 'entry'; entry: LogEntry }
  | { kind: 'member'; name: LogMember['key'] | undefined; value: LogValue }
  | { kind: 'stack'; stack: string }
  | { kind: 'table'; value: LogValue }
  | { kind: 'more'; count: number };

/**
 * The rows to show, top to bottom. Groups, tables and errors are open and everything else is closed, unless `toggled`
 * says that a row is the other way.
 */
export function logRows(logs: readonly LogEntry[], toggled: ReadonlySet<string>): LogRow[] {
  return rowsOf(
    nest(logs).map((node, index) => entryBranch(node, `${index}`)),
    1,
    toggled,
  );
}

interface EntryNode {
  entry: LogEntry;
  inside: EntryNode[];
}

/** Puts what was logged inside a group under the entry that headed it. */
function nest(logs: readonly LogEntry[]): EntryNode[] {
  const top: EntryNode[] = [];
  let open: EntryNode[] = [];
  for (const entry of logs) {
    const node = { entry, inside: [] };
    open = open.filter((heading) => (heading.entry.group ?? 0) < (entry.group ?? 0));
    (open.at(-1)?.inside ?? top).push(node);
    if (entry.form === 'group' || entry.form === 'collapsedGroup') open.push(node);
  }
  return top;
}

interface Branch {
  id: string;
  content: LogRowContent;
  /** Undefined for a leaf. */
  inside: (() => Branch[]) | undefined;
  isOpen: boolean;
}

function rowsOf(branches: Branch[], level: number, toggled: ReadonlySet<string>): LogRow[] {
  return branches.flatMap(({ id, content, inside, isOpen }, index) => {
    const expanded = inside && isOpen !== toggled.has(id);
    const row = { id, level, expanded, position: index + 1, siblings: branches.length, content };
    return expanded ? [row, ...rowsOf(inside(), level + 1, toggled)] : [row];
  });
}

function entryBranch({ entry, inside }: EntryNode, id: string): Branch {
  const values = insideEntry(entry, id);
  const entries = (): Branch[] => inside.map((node, index) => entryBranch(node, `${id}.g${index}`));
  const hasInside = inside.length > 0 || values !== undefined;
  const isError = entry.values?.some(({ kind }) => kind === 'error') ?? false;
  return {
    id,
    content: { kind: 'entry', entry },
    inside: hasInside ? () => [...(values?.() ?? []), ...entries()] : undefined,
    isOpen: entry.form === undefined ? isError : entry.form !== 'collapsedGroup',
  };
}

/** Of a single value what is inside it, of several the values themselves. */
function insideEntry({ values = [], form }: LogEntry, id: string): (() => Branch[]) | undefined {
  const [first] = values;
  if (form === 'table' && first) {
    return () => [{ id: `${id}.t`, content: { kind: 'table', value: first }, inside: undefined, isOpen: false }];
  }
  const rich = values.filter(hasInside);
  const [only] = rich;
  if (!only) return undefined;
  if (rich.length === 1) return () => insideValue(only, id);
  return () => rich.map((value, index) => valueBranch(undefined, value, `${id}.${index}`));
}

const hasInside = ({ members = [], stack, more = 0, kind }: LogValue): boolean =>
  members.length > 0 || stack !== undefined || (more > 0 && (kind === 'object' || kind === 'array'));

function valueBranch(name: LogMember['key'] | undefined, value: LogValue, id: string): Branch {
  return {
    id,
    content: { kind: 'member', name, value },
    inside: hasInside(value) ? () => insideValue(value, id) : undefined,
    isOpen: false,
  };
}

function insideValue({ stack, members = [], more = 0 }: LogValue, id: string): Branch[] {
  const leaf = (suffix: string, content: LogRowContent): Branch => ({
    id: `${id}.${suffix}`,
    content,
    inside: undefined,
    isOpen: false,
  });
  return [
    ...(stack === undefined ? [] : [leaf('stack', { kind: 'stack', stack })]),
    ...members.map(({ key, value }, index) => valueBranch(key, value, `${id}.${index}`)),
    ...(more > 0 ? [leaf('more', { kind: 'more', count: more })] : []),
  ];
}
