import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '../../ui/button.tsx';
import type { AssertionDraft } from './assertion-draft.ts';
import { AssertionRow } from './assertion-row.tsx';

export interface AssertionsEditorProps {
  drafts: readonly AssertionDraft[];
  onChange(drafts: AssertionDraft[]): void;
}

/** What a test expects, a row each. */
export function AssertionsEditor({ drafts, onChange }: AssertionsEditorProps) {
  const { t } = useTranslation();
  const nextId = drafts.reduce((largest, { id }) => Math.max(largest, id), 0) + 1;
  const fresh: AssertionDraft = { id: nextId, target: 'status', op: 'equals', subject: '', value: '200' };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-xs font-medium text-text-2">{t('tests.assertions')}</legend>
      {drafts.length === 0 && <p className="text-xs text-text-3">{t('tests.noAssertions')}</p>}
      <ul className="flex flex-col gap-2">
        {drafts.map((draft) => (
          <AssertionRow
            key={draft.id}
            draft={draft}
            onChange={(changed) => onChange(drafts.map((one) => (one.id === draft.id ? changed : one)))}
            onRemove={() => onChange(drafts.filter((one) => one.id !== draft.id))}
          />
        ))}
      </ul>
      <div>
        <Button size="sm" tone="ghost" icon={Plus} onClick={() => onChange([...drafts, fresh])}>
          {t('tests.addAssertion')}
        </Button>
      </div>
    </fieldset>
  );
}
