import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { passphraseSchema } from '../../../contract/shell.ts';
import { problemOf } from '../../api/problem.ts';

type PassphraseFieldName = 'passphrase' | 'next' | 'again';

/** What is typed where passphrases are given, what is wrong with it and where, and the sending of it. */
export function usePassphraseForm() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState({ passphrase: '', next: '', again: '' });
  const [wrong, setWrong] = useState<{ field: PassphraseFieldName; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  /** The parts of one field. */
  const field = (name: PassphraseFieldName) => ({
    value: typed[name],
    error: wrong?.field === name ? wrong.text : undefined,
    onChange: (value: string) => {
      setTyped({ ...typed, [name]: value });
      setWrong(null);
    },
  });
  /** Whether `next` may be used and was typed twice alike; what is not is said at its field. */
  const checkNext = (): boolean => {
    const isLong = passphraseSchema.safeParse(typed.next).success;
    const isSame = typed.next === typed.again;
    if (!isLong) setWrong({ field: 'next', text: t('settings.environments.passphrase.short') });
    else if (!isSame) setWrong({ field: 'again', text: t('settings.environments.passphrase.different') });
    return isLong && isSame;
  };
  /** Deriving a key takes about a second on purpose. What is refused is said at `at`, where nothing else is named. */
  const send = async (ask: () => Promise<unknown>, at: PassphraseFieldName): Promise<boolean> => {
    setBusy(true);
    try {
      await ask();
      return true;
    } catch (error) {
      const { field: named, message } = problemOf(error);
      const isWrong = named === 'passphrase';
      const text = isWrong ? t('settings.environments.passphrase.wrong') : message;
      setWrong({ field: isWrong ? 'passphrase' : at, text });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { typed, busy, field, checkNext, send };
}
