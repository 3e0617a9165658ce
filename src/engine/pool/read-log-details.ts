import type { LogEntry } from '../../contract/invocation.ts';
import { logValueKinds, type LogMember, type LogValue, type LogValueKind } from '../../contract/log-value.ts';

/** What the guest makes has fewer; a sandbox counts as hostile. */
const maxNodes = 2_000;
const maxDepth = 12;
const maxGroup = 32;

const kinds: ReadonlySet<unknown> = new Set(logValueKinds);
const forms = ['table', 'group', 'collapsedGroup'] as const;

type Fields = Record<string, unknown>;

/**
 * Reads what a log entry has besides its text, from the JSON of a sandbox that may be under a function's control.
 * `show` is applied to every text that people will see. What is not of the contract's form is left out.
 */
export function readLogDetails(
  json: string,
  show: (text: string) => string,
): Pick<LogEntry, 'values' | 'group' | 'form'> {
  const { values, group, form } = parseObject(json);
  const reader = new LogValueReader(show);
  const known = forms.find((name) => name === form);
  return {
    ...(Array.isArray(values) && { values: values.flatMap((value) => reader.read(value, 0) ?? []) }),
    ...(isCount(group) && group > 0 && { group: Math.min(group, maxGroup) }),
    ...(known !== undefined && { form: known }),
  };
}

class LogValueReader {
  readonly #show: (text: string) => string;
  #nodes = 0;

  constructor(show: (text: string) => string) {
    this.#show = show;
  }

  read(value: unknown, depth: number): LogValue | null {
    if (!isFields(value) || !kinds.has(value['kind']) || depth > maxDepth || ++this.#nodes > maxNodes) return null;
    const { kind, text, className, stack, size, members, more } = value;
    return {
      kind: kind as LogValueKind,
      ...(typeof text === 'string' && { text: this.#show(text) }),
      ...(typeof className === 'string' && { className: this.#show(className) }),
      ...(typeof stack === 'string' && { stack: this.#show(stack) }),
      ...(isCount(size) && { size }),
      ...(Array.isArray(members) && { members: members.flatMap((member) => this.#member(member, depth + 1) ?? []) }),
      ...(isCount(more) && { more }),
    };
  }

  #member(member: unknown, depth: number): LogMember | null {
    if (!isFields(member)) return null;
    const { key } = member;
    const readKey = typeof key === 'string' ? this.#show(key) : this.read(key, depth);
    const value = this.read(member['value'], depth);
    return readKey === null || value === null ? null : { key: readKey, value };
  }
}

function parseObject(json: string): Fields {
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
