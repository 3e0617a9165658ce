import { FileUp, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { ImportSource } from '../../../contract/import.ts';
import { can, shell } from '../../api/clients.ts';
import { readImportFile } from '../../http/read-import-file.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-area.tsx';

/** A file, a folder or a text: what is to be imported. */
export function SourceChoice({ onSource }: { onSource: (source: ImportSource) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [tooLarge, setTooLarge] = useState(false);

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const source = await readImportFile(file);
    setTooLarge(source === null);
    if (source !== null) onSource(source);
  };
  const chooseFolder = async (): Promise<void> => {
    const packed = await shell.imports.chooseFolder();
    if (packed !== null) onSource(packed.source);
  };
  return (
    <>
      <div className="rounded-lg border border-dashed border-line-strong px-4 py-6 text-center">
        <p className="text-sm text-text-2">{t('importing.what')}</p>
        <div className="mt-3 flex flex-wrap justify-center gap-2">
          <Button tone="primary" icon={FileUp} onClick={() => input.current?.click()}>
            {t('importing.chooseFile')}
          </Button>
          {can('read-folders') && (
            <Button icon={FolderOpen} onClick={() => void chooseFolder().catch(reportProblem)}>
              {t('importing.chooseFolder')}
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('importing.chooseFile')}
          onChange={({ target }) => {
            void take(target.files?.[0]).catch(reportProblem);
            target.value = '';
          }}
        />
        <p className="mt-3 text-xs text-text-3">{t('importing.drop')}</p>
        {tooLarge && (
          <p role="alert" className="mt-2 text-sm text-danger">
            {t('importing.tooLarge')}
          </p>
        )}
      </div>
      <div className="mt-4">
        <TextArea
          label={t('importing.paste')}
          rows={6}
          value={text}
          placeholder={"curl -X PUT https://example.com/pets/9 -d '{}'"}
          onChange={({ target }) => setText(target.value)}
        />
        <div className="mt-2 flex justify-end">
          <Button
            disabled={text.trim() === ''}
            onClick={() => onSource({ type: 'text', name: t('importing.pasted'), text })}
          >
            {t('importing.read')}
          </Button>
        </div>
      </div>
    </>
  );
}
