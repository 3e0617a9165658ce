import { useTranslation } from 'react-i18next';

import { closeDialog } from '../../state/dialogs-store.ts';
import { activateEnvironment, useEnvironments } from '../../state/environments-store.ts';
import { SearchDialog } from '../../ui/search-dialog.tsx';

/** Chooses the environment functions run in. */
export function SwitchEnvironment() {
  const { t } = useTranslation();
  const { environments, active } = useEnvironments();
  return (
    <SearchDialog
      label={t('commands.environment.switch')}
      placeholder={t('palette.pickEnvironment')}
      emptyText={t('palette.noneFits')}
      onClose={closeDialog}
      onChoose={(name) => void activateEnvironment(name)}
      items={environments.map(({ name }) => ({ id: name, title: name, checked: name === active }))}
    />
  );
}
