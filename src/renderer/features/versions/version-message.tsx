import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { VersionSummary } from '../../../contract/version.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { originText } from './version-list.tsx';

/** What was said about a published version, to be read and changed; nothing of what it serves changes with it. */
export function VersionMessage({ version, onSave }: { version: VersionSummary; onSave(text: string): Promise<void> }) {
  const { t } = useTranslation();
  const [text, setText] = useState(version.message);
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    await onSave(text.trim()).then(() => setText(text.trim()), reportProblem);
    setBusy(false);
  };
  return (
    <form
      className="flex min-w-0 flex-1 items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        className="flex-1"
        label={t('versions.messageOf', { number: version.number })}
        placeholder={originText(version, t)}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() !== version.message && (
        <Button type="submit" busy={busy}>
          {t('common.save')}
        </Button>
      )}
    </form>
  );
}
