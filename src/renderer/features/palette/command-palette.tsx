import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type CommandId, commandGroups, definitionOf } from '../../../contract/command.ts';
import { keysOf } from '../../../contract/keybindings.ts';
import { i18n } from '../../i18n/i18n.ts';
import { availableCommands, runCommand } from '../../state/commands.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { apple, chordText } from '../../state/keybindings.ts';
import { usePreferences } from '../../state/preferences-store.ts';
import { SearchDialog } from '../../ui/search-dialog.tsx';
import { noteCommand, recentCommands } from './recent-commands.ts';

const english = i18n.getFixedT('en');

/** Every command there is now, by name; those chosen last come first. */
export function CommandPalette() {
  const { t } = useTranslation();
  const keybindings = usePreferences((preferences) => preferences.keybindings);
  // What could be done when it opened: the dialog itself changes nothing about that.
  const [ids] = useState(() => inOrder(availableCommands().filter((id) => id !== 'palette.open')));
  const choose = (id: string) => {
    const command = ids.find((other) => other === id);
    if (command === undefined) return;
    noteCommand(command);
    runCommand(command);
  };
  return (
    <SearchDialog
      label={t('commands.palette.open')}
      placeholder={t('palette.placeholder')}
      emptyText={t('palette.noneFits')}
      onClose={closeDialog}
      onChoose={choose}
      items={ids.map((id) => {
        const [chord] = keysOf(id, keybindings, apple);
        return {
          id,
          title: t(`commands.${id}`),
          // English names are found in every language.
          keywords: `${english(`commands.${id}`)} ${id}`,
          detail: t(`commands.groups.${definitionOf(id).group}`),
          shortcut: chord && chordText(chord),
        };
      })}
    />
  );
}

function inOrder(ids: readonly CommandId[]): CommandId[] {
  const recent = recentCommands().filter((id) => ids.includes(id));
  const rest = ids.filter((id) => !recent.includes(id));
  const place = (id: CommandId): number => commandGroups.indexOf(definitionOf(id).group);
  return [...recent, ...rest.toSorted((a, b) => place(a) - place(b))];
}
