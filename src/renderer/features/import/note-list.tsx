import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { ImportNote } from '../../../contract/import.ts';

/** What could not be translated, and what a person should look at, each with its line. */
export function NoteList({ notes }: { notes: readonly ImportNote[] }) {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <section aria-label={t('importing.notes')} className="mt-4">
      <h3 className="mb-1 text-xs font-medium text-text-2">{t('importing.notes')}</h3>
      <ul className="flex flex-col gap-1">
        {notes.map(({ severity, message, file, line }) => {
          const Icon = severity === 'lost' ? CircleAlert : TriangleAlert;
          const place = file === undefined ? '' : line === undefined ? file : `${file}:${line}`;
          return (
            <li key={`${place} ${message}`} className="flex gap-1.5 text-sm" data-selectable>
              <Icon
                aria-label={t(`importing.severity.${severity}`)}
                size={14}
                className={`mt-0.5 shrink-0 ${severity === 'lost' ? 'text-danger' : 'text-warm'}`}
              />
              <span className="min-w-0 break-words">
                {message}
                {place !== '' && <span className="block font-mono text-2xs break-all text-text-3">{place}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
