import { Plus, RotateCcw, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type CommandId, commandGroups, commandIds, definitionOf } from '../../../contract/command.ts';
import { commandsWithKeys, defaultKeys, keysOf } from '../../../contract/keybindings.ts';
import type { KeyChord } from '../../../contract/key-chord.ts';
import { chordOf } from '../../state/key-event.ts';
import { apple, chordText } from '../../state/keybindings.ts';
import { setPreferences, usePreferences } from '../../state/preferences-store.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SettingRow, SettingsSection } from './setting-row.tsx';

const setKeys = (id: CommandId, keys: readonly KeyChord[] | undefined): void => {
  const { [id]: _before, ...others } = usePreferences.getState().keybindings;
  void setPreferences({ keybindings: keys === undefined ? others : { ...others, [id]: [...keys] } });
};

/** The keys of every command, to be changed, taken away and brought back. */
export function KeyboardSection() {
  const { t } = useTranslation();
  const chosen = usePreferences((preferences) => preferences.keybindings);
  const inGroups = commandGroups.flatMap((group) => commandIds.filter((id) => definitionOf(id).group === group));
  return (
    <SettingsSection id="keyboard" title={t('settings.keyboard.title')}>
      {Object.keys(chosen).length > 0 && (
        <SettingRow title={t('settings.keyboard.changed')}>
          <Button size="sm" icon={RotateCcw} onClick={() => void setPreferences({ keybindings: {} })}>
            {t('settings.keyboard.resetAll')}
          </Button>
        </SettingRow>
      )}
      {inGroups.map((id) => (
        <CommandKeys key={id} id={id} />
      ))}
    </SettingsSection>
  );
}

function CommandKeys({ id }: { id: CommandId }) {
  const { t } = useTranslation();
  const chosen = usePreferences((preferences) => preferences.keybindings);
  const [recording, setRecording] = useState(false);
  const keys = keysOf(id, chosen, apple);
  const title = t(`commands.${id}`);
  const rivals = keys.flatMap((chord) =>
    commandsWithKeys(chord, chosen, apple)
      .filter((other) => other !== id)
      .map((other) => t('settings.keyboard.conflict', { keys: chordText(chord), command: t(`commands.${other}`) })),
  );
  return (
    <SettingRow
      title={title}
      keywords={`${t(`commands.groups.${definitionOf(id).group}`)} ${keys.map(chordText).join(' ')}`}
      hint={rivals.length > 0 ? <span className="text-danger">{rivals.join(' ')}</span> : undefined}
    >
      <div className="flex flex-wrap items-center justify-end gap-1">
        {keys.map((chord) => (
          <button
            key={chord}
            type="button"
            aria-label={t('settings.keyboard.remove', { keys: chordText(chord), command: title })}
            onClick={() =>
              setKeys(
                id,
                keys.filter((other) => other !== chord),
              )
            }
            className="group flex items-center gap-1 rounded border border-line bg-sunken px-1.5 text-2xs leading-5 text-text-2 hover:border-danger hover:text-danger"
          >
            {chordText(chord)}
            <X aria-hidden size={10} />
          </button>
        ))}
        {recording ? (
          <KeyRecorder
            label={t('settings.keyboard.press', { command: title })}
            onDone={(chord) => {
              setRecording(false);
              if (chord !== null && !keys.includes(chord)) setKeys(id, [...keys, chord].slice(-4));
            }}
          />
        ) : (
          <IconButton
            icon={Plus}
            label={t('settings.keyboard.add', { command: title })}
            onClick={() => setRecording(true)}
          />
        )}
        {chosen[id] !== undefined && (
          <IconButton
            icon={RotateCcw}
            label={t('settings.keyboard.reset', {
              command: title,
              keys: defaultKeys(id, apple).map(chordText).join(', ') || '–',
            })}
            onClick={() => setKeys(id, undefined)}
          />
        )}
      </div>
    </SettingRow>
  );
}

/** Takes the next keys pressed; Escape and leaving it take none. While it is there, no key runs a command. */
function KeyRecorder({ label, onDone }: { label: string; onDone: (chord: KeyChord | null) => void }) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    const chord = chordOf(event.nativeEvent, apple);
    if (chord !== null) onDone(chord === 'Escape' ? null : chord);
  };
  return (
    <input
      data-modal
      // The person has just asked to press keys here.
      autoFocus
      readOnly
      aria-label={label}
      value={t('settings.keyboard.pressShort')}
      onKeyDown={onKeyDown}
      onBlur={() => onDone(null)}
      className="h-6 w-28 rounded border border-accent bg-accent-soft px-1.5 text-2xs text-accent-ink outline-none"
    />
  );
}
