import { LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { shell } from '../../api/clients.ts';
import { useEnvironments } from '../../state/environments-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ChangePassphraseDialog } from './change-passphrase-dialog.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { usePassphraseForm } from './use-passphrase-form.ts';

/** Where the system keeps no key: why, and the passphrase that does instead. Nothing where it is not needed. */
export function SecretsPassphrase() {
  const { t } = useTranslation();
  const { refusal, passphrase } = useEnvironments((store) => store.secrets);
  if (passphrase === 'open') return <Opened hasKeyStore={refusal === null} />;
  if (passphrase === 'none' && refusal === null) return null;
  return (
    <div role="group" aria-label={t('settings.environments.passphrase.label')} className="rounded-lg bg-warm-soft p-3">
      <p role="note" className="mb-2.5 flex gap-2 text-xs text-warm">
        <LockKeyhole aria-hidden size={14} className="mt-0.5 shrink-0" />
        <span>
          {passphrase === 'locked' || refusal === null
            ? t('settings.environments.passphrase.locked')
            : t(`settings.environments.refusal.${refusal}`)}
        </span>
      </p>
      {passphrase === 'locked' ? <Unlock /> : <Choose />}
    </div>
  );
}

function Opened({ hasKeyStore }: { hasKeyStore: boolean }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  return (
    <div
      role="group"
      aria-label={t('settings.environments.passphrase.label')}
      className="flex items-center gap-2 rounded-lg bg-sunken py-1.5 pr-1.5 pl-3"
    >
      <LockKeyholeOpen aria-hidden size={14} className="shrink-0 text-text-3" />
      <p className="min-w-0 flex-1 text-xs text-text-2">
        {t(`settings.environments.passphrase.${hasKeyStore ? 'openBeside' : 'open'}`)}
      </p>
      <Button size="sm" onClick={() => setChanging(true)}>
        {t('settings.environments.passphrase.changeIt')}
      </Button>
      {changing && <ChangePassphraseDialog onClose={() => setChanging(false)} />}
    </div>
  );
}

function Choose() {
  const { t } = useTranslation();
  const { typed, busy, field, checkNext, send } = usePassphraseForm();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checkNext()) void send(() => shell.secrets.passphrase.choose({ passphrase: typed.next }), 'next');
  };
  return (
    <form noValidate className="flex items-start gap-2" onSubmit={submit}>
      <PassphraseField label={t('settings.environments.passphrase.label')} {...field('next')} />
      <PassphraseField label={t('settings.environments.passphrase.again')} {...field('again')} />
      <Button type="submit" busy={busy} disabled={typed.next === '' || typed.again === ''}>
        {t('settings.environments.passphrase.choose')}
      </Button>
    </form>
  );
}

function Unlock() {
  const { t } = useTranslation();
  const [forgetting, setForgetting] = useState(false);
  const { typed, busy, field, send } = usePassphraseForm();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(() => shell.secrets.passphrase.unlock({ passphrase: typed.passphrase }), 'passphrase');
  };
  return (
    <form noValidate className="flex items-start gap-2" onSubmit={submit}>
      <PassphraseField label={t('settings.environments.passphrase.label')} {...field('passphrase')} />
      <Button type="submit" busy={busy} disabled={typed.passphrase === ''}>
        {t('settings.environments.passphrase.unlock')}
      </Button>
      <Button onClick={() => setForgetting(true)}>{t('settings.environments.passphrase.forgotten')}</Button>
      {forgetting && (
        <ConfirmDialog
          title={t('settings.environments.passphrase.forgetTitle')}
          description={t('settings.environments.passphrase.forgetHint')}
          confirmLabel={t('settings.environments.passphrase.forget')}
          cancelLabel={t('common.cancel')}
          onCancel={() => setForgetting(false)}
          onConfirm={() => {
            setForgetting(false);
            shell.secrets.passphrase.forget().catch(reportProblem);
          }}
        />
      )}
    </form>
  );
}
