import { useTranslation } from 'react-i18next';

import type { ImportNote } from '../../../contract/import.ts';
import { NoteRow } from '../../ui/note-row.tsx';

/** What could not be translated, and what a person should look at, each with its line. */
export function NoteList({ notes }: { notes: readonly ImportNote[] }) {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <section aria-label={t('importing.notes')} className="mt-4">
      <h3 className="mb-1 text-xs font-medium text-text-2">{t('importing.notes')}</h3>
      <ul className="flex flex-col gap-1">
        {notes.map(({ severity, message, file, line }) => (
          <NoteRow
            key={`${file ?? ''}:${line ?? ''} ${message}`}
            severe={severity === 'lost'}
            label={t(`importing.severity.${severity}`)}
            file={file}
            line={line}
          >
            {message}
          </NoteRow>
        ))}
      </ul>
    </section>
  );
}
