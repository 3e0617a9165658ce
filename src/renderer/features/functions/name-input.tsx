import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { filePathFault } from '../../../contract/file.ts';
import { problemOf } from '../../api/problem.ts';
import { useFiles } from '../../state/files-store.ts';
import { classNames } from '../../ui/class-names.ts';

export interface NameInputProps {
  /** The folder the name is in, by its path. */
  folder: string;
  /** What it is called so far; empty for something new. */
  name: string;
  label: string;
  /** Rejects when it cannot be called so; what is wrong is shown at the field then. */
  onDone(path: string): Promise<void>;
  onCancel(): void;
}

/** A file's name as it is typed in the tree. Enter takes it, Escape and leaving do not; slashes make folders. */
export function NameInput({ folder, name, label, onDone, onCancel }: NameInputProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(name);
  const [refusal, setRefusal] = useState<string | null>(null);
  const taken = useFiles(({ paths }) => paths);
  const path = `${folder}/${typed.trim()}`;
  const isChanged = typed.trim() !== name;
  const fault = typed === '' || !isChanged ? null : faultOf(path, taken, t('functions.fileTaken'));
  const problem = refusal ?? fault;
  useEffect(() => {
    const dot = name.lastIndexOf('.');
    field.current?.focus();
    field.current?.setSelectionRange(0, dot > 0 ? dot : name.length);
  }, [name]);
  const finish = async () => {
    if (typed.trim() === '' || !isChanged) return onCancel();
    if (fault !== null) return undefined;
    try {
      await onDone(path);
      return onCancel();
    } catch (error) {
      return setRefusal(problemOf(error).message);
    }
  };
  return (
    <span className="relative min-w-0 flex-1">
      <input
        ref={field}
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : 'name-problem'}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setRefusal(null);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void finish();
        }}
        onBlur={onCancel}
        className={classNames(
          'h-6 w-full rounded border bg-raised px-1.5 font-mono text-xs outline-none',
          problem === null ? 'border-accent' : 'border-danger',
        )}
      />
      {problem !== null && (
        <span
          id="name-problem"
          role="alert"
          className="absolute top-full left-0 z-20 mt-0.5 max-w-64 rounded-md border border-danger/50 bg-danger-soft px-2 py-1 text-xs whitespace-normal text-danger shadow-pop"
        >
          {problem}
        </span>
      )}
    </span>
  );
}

function faultOf(path: string, taken: ReadonlySet<string>, takenText: string): string | null {
  if (taken.has(path) || [...taken].some((other) => other.startsWith(`${path}/`))) return takenText;
  return filePathFault(path) ?? null;
}
