import { useTranslation } from 'react-i18next';

import { commandGroups, commandIds, definitionOf } from '../../../contract/command.ts';
import { keysOf } from '../../../contract/keybindings.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { apple, chordText } from '../../state/keybindings.ts';
import { usePreferences } from '../../state/preferences-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';

/** Every key that does something, by what it does. */
export function ShortcutSheet() {
  const { t } = useTranslation();
  const keybindings = usePreferences((preferences) => preferences.keybindings);
  const rows = commandIds
    .map((id) => ({ id, keys: keysOf(id, keybindings, apple) }))
    .filter(({ keys }) => keys.length > 0);
  return (
    <Dialog
      title={t('commands.shortcuts.show')}
      description={t('palette.sheetHint')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      width="w-[680px]"
    >
      {/* Nothing in it takes the focus, and keys must be able to scroll it. */}
      <div
        role="group"
        aria-label={t('commands.shortcuts.show')}
        tabIndex={0}
        className="columns-2 gap-8 rounded-md max-[699px]:columns-1"
      >
        {commandGroups.map((group) => {
          const inGroup = rows.filter(({ id }) => definitionOf(id).group === group);
          if (inGroup.length === 0) return null;
          return (
            <section key={group} className="mb-5 break-inside-avoid" aria-label={t(`commands.groups.${group}`)}>
              <h3 className="mb-1 text-xs font-semibold text-text-2">{t(`commands.groups.${group}`)}</h3>
              <dl>
                {inGroup.map(({ id, keys }) => (
                  <div key={id} className="flex min-h-7 items-center gap-3 border-b border-line/60 py-0.5 text-sm">
                    <dt className="min-w-0 flex-1 truncate">{t(`commands.${id}`)}</dt>
                    <dd className="flex gap-1">
                      {keys.map((chord) => (
                        <Kbd key={chord}>{chordText(chord)}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
