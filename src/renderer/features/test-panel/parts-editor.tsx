import { FileUp, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../i18n/format.ts';
import { maxBodyFileBytes, readBodyFile } from '../../run/body-file.ts';
import { isNameless } from '../../run/request-problem.ts';
import type { FormPart } from '../../run/requests-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { inputClass } from './input-class.ts';

export interface PartsEditorProps {
  parts: readonly FormPart[];
  onChange(parts: FormPart[]): void;
}

const emptyPart: FormPart = { name: '', value: '', file: null };

/** The fields of a form that may carry files; each is a text or a file. */
export function PartsEditor({ parts, onChange }: PartsEditorProps) {
  const rows = [...parts, emptyPart];
  return (
    <ul className="flex flex-col gap-1.5">
      {rows.map((part, index) => (
        <PartRow
          key={index}
          part={part}
          isLast={index === parts.length}
          onChange={(changed) => onChange(rows.map((row, other) => (other === index ? changed : row)).filter(isUsed))}
          onRemove={() => onChange(parts.filter((_part, other) => other !== index))}
        />
      ))}
    </ul>
  );
}

const isUsed = ({ name, value, file }: FormPart): boolean => name !== '' || value !== '' || file !== null;

interface PartRowProps {
  part: FormPart;
  isLast: boolean;
  onChange(part: FormPart): void;
  onRemove(): void;
}

function PartRow({ part, isLast, onChange, onRemove }: PartRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const fault = problem ?? (isNameless(part) ? t('testPanel.partNameless') : null);
  const choose = async (file: File) => {
    const limit = format.bytes(maxBodyFileBytes);
    if (file.size > maxBodyFileBytes) return setProblem(t('testPanel.fileTooLarge', { name: file.name, limit }));
    setProblem(null);
    try {
      onChange({ ...part, file: await readBodyFile(file) });
    } catch {
      setProblem(t('testPanel.fileUnreadable', { name: file.name }));
    }
  };
  return (
    <li>
      <div className="flex items-center gap-1.5">
        <input
          className={`${inputClass} w-2/5`}
          aria-label={t('testPanel.pairName')}
          placeholder={t('testPanel.pairName')}
          spellCheck={false}
          value={part.name}
          aria-invalid={isNameless(part)}
          aria-describedby={fault === null ? undefined : id}
          onChange={(event) => onChange({ ...part, name: event.target.value })}
        />
        {part.file === null ? (
          <input
            className={`${inputClass} flex-1`}
            aria-label={t('testPanel.pairValue')}
            placeholder={t('testPanel.pairValue')}
            spellCheck={false}
            value={part.value}
            onChange={(event) => onChange({ ...part, value: event.target.value })}
          />
        ) : (
          <span className="flex h-7 min-w-0 flex-1 items-center gap-2 px-1 text-xs">
            <span className="min-w-0 truncate font-mono">{part.file.name}</span>
            <span className="shrink-0 text-text-3">{format.bytes(part.file.bytes)}</span>
          </span>
        )}
        <label className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-text-2 focus-within:outline-2 focus-within:outline-accent hover:bg-hover">
          <FileUp aria-hidden size={15} />
          <input
            type="file"
            className="sr-only"
            aria-label={t('testPanel.chooseFile')}
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              if (chosen) void choose(chosen);
              event.currentTarget.value = '';
            }}
          />
        </label>
        <IconButton
          icon={X}
          label={t('testPanel.removePair', { name: part.name })}
          disabled={isLast}
          onClick={() => (part.file === null ? onRemove() : onChange({ ...part, file: null }))}
        />
      </div>
      {fault !== null && (
        <p id={id} role="alert" className="mt-0.5 text-xs text-danger">
          {fault}
        </p>
      )}
    </li>
  );
}
