import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { setPreferences, usePreferences } from '../../state/preferences-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** Whether runs count their lines; its tooltip explains the marks. */
export function RunMarksToggle() {
  const { t } = useTranslation();
  const isOn = usePreferences(({ runMarks }) => runMarks);
  return (
    <IconButton
      icon={ListChecks}
      label={t('editor.runMarks')}
      tooltip={t('editor.runMarksHint')}
      aria-pressed={isOn}
      className={isOn ? 'bg-accent-soft text-accent-ink' : ''}
      onClick={() => void setPreferences({ runMarks: !isOn })}
    />
  );
}
