import { useTranslation } from 'react-i18next';

import { shell } from '../../api/clients.ts';
import { showToast } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { usePassphraseForm } from './use-passphrase-form.ts';

const formId = 'change-passphrase';

/** Another passphrase for the values that are kept with one. */
export function ChangePassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { typed, busy, field, checkNext, send } = usePassphraseForm();
  const { passphrase, next, again } = typed;
  const change = async (): Promise<void> => {
    if (!checkNext()) return;
    if (!(await send(() => shell.secrets.passphrase.change({ passphrase, next }), 'next'))) return;
    onClose();
    showToast({ tone: 'ok', title: t('settings.environments.passphrase.changed') });
  };
  return (
    <Dialog
      title={t('settings.environments.passphrase.changeTitle')}
      description={t('settings.environments.passphrase.changeHint')}
      closeLabel={t('common.close')}
      onClose={onClose}
      width="w-[440px]"
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            tone="primary"
            type="submit"
            form={formId}
            busy={busy}
            disabled={passphrase === '' || next === '' || again === ''}
          >
            {t('settings.environments.passphrase.change')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <PassphraseField labelled label={t('settings.environments.passphrase.present')} {...field('passphrase')} />
        <PassphraseField labelled label={t('settings.environments.passphrase.next')} {...field('next')} />
        <PassphraseField labelled label={t('settings.environments.passphrase.again')} {...field('again')} />
      </form>
    </Dialog>
  );
}
