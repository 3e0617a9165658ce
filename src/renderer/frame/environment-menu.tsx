import { ChevronDown, Layers, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { runCommand } from '../state/commands.ts';
import { activateEnvironment, useEnvironments } from '../state/environments-store.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

/** Which environment functions run in; switching takes effect at once. */
export function EnvironmentMenu() {
  const { t } = useTranslation();
  const { environments, active, fixed } = useEnvironments();
  return (
    <Menu
      trigger={
        <Button tone="ghost" size="sm" aria-label={`${t('frame.environment')}: ${active}`}>
          <Layers aria-hidden size={13} />
          <span className="max-w-40 truncate font-mono">{active}</span>
          <ChevronDown aria-hidden size={13} />
        </Button>
      }
      items={[
        ...environments.map(({ name }) => ({
          label: name,
          checked: name === active,
          disabled: fixed,
          onSelect: () => void activateEnvironment(name),
        })),
        'separator',
        {
          label: t('commands.settings.environments'),
          icon: Settings2,
          onSelect: () => void runCommand('settings.environments'),
        },
      ]}
    />
  );
}
