import { useTranslation } from 'react-i18next';

import { limitPresets } from '../../../contract/limit-presets.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { setPreferences, usePreferences } from '../../state/preferences-store.ts';
import { SearchDialog } from '../../ui/search-dialog.tsx';

const none = '';

/** Chooses whose limits runs are compared with. */
export function ChoosePreset() {
  const { t } = useTranslation();
  const chosen = usePreferences((preferences) => preferences.limitPreset);
  return (
    <SearchDialog
      label={t('commands.limits.compare')}
      placeholder={t('palette.pickPreset')}
      emptyText={t('palette.noneFits')}
      onClose={closeDialog}
      onChoose={(id) => void setPreferences({ limitPreset: id === none ? null : id })}
      items={[
        { id: none, title: t('frame.noPreset'), checked: chosen === null },
        ...limitPresets.map(({ id, name }) => ({ id, title: name, checked: id === chosen })),
      ]}
    />
  );
}
