import { FileUp, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../i18n/format.ts';
import { type BodyFile, maxBodyFileBytes, readBodyFile } from '../../run/body-file.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

export interface BodyFileFieldProps {
  file: BodyFile | null;
  onChange(file: BodyFile | null): void;
}

/** A file that is sent as the body, byte for byte. It is read once, when it is chosen. */
export function BodyFileField({ file, onChange }: BodyFileFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (chosen: File) => {
    setProblem(null);
    if (chosen.size > maxBodyFileBytes) {
      setProblem(t('testPanel.fileTooLarge', { name: chosen.name, limit: format.bytes(maxBodyFileBytes) }));
      return;
    }
    try {
      onChange(await readBodyFile(chosen));
    } catch {
      setProblem(t('testPanel.fileUnreadable', { name: chosen.name }));
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('testPanel.chooseFile')}
        onChange={(event) => {
          const { currentTarget } = event;
          const [chosen] = currentTarget.files ?? [];
          if (!chosen) return;
          // Emptied afterwards, so that the same file can be chosen, and read, again.
          void choose(chosen).finally(() => (currentTarget.value = ''));
        }}
      />
      <div className="flex items-center gap-2">
        <Button size="sm" icon={FileUp} onClick={() => input.current?.click()}>
          {t('testPanel.chooseFile')}
        </Button>
        {file === null ? (
          <span className="text-xs text-text-3">{t('testPanel.noFile')}</span>
        ) : (
          <>
            <span className="min-w-0 truncate font-mono text-xs" title={file.name}>
              {file.name}
            </span>
            <span className="shrink-0 text-xs text-text-3">{format.bytes(file.bytes)}</span>
            <IconButton icon={X} label={t('testPanel.removeFile')} onClick={() => onChange(null)} />
          </>
        )}
      </div>
      {problem !== null && (
        <p role="alert" className="text-xs text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
