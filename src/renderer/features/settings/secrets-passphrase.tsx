import { LockKeyhole } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { passphraseSchema } from '../../../contract/shell.ts';
import { shell } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';
import { useEnvironments } from '../../state/environments-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Where the system keeps no key: why, and the passphrase that does instead. Nothing where it is not needed. */
export function SecretsPassphrase() {
  const { t } = useTranslation();
  const { refusal, passphrase } = useEnvironments((store) => store.secrets);
  if (passphrase === 'open') {
    return refusal && <p className="text-xs text-text-2">{t('settings.environments.passphrase.open')}</p>;
  }
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

function Choose() {
  const { t } = useTranslation();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const { busy, refused, setRefused, send } = useSending();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!passphraseSchema.safeParse(first).success) return setRefused(t('settings.environments.passphrase.short'));
    if (first !== second) return setRefused(t('settings.environments.passphrase.different'));
    void send(() => shell.secrets.passphrase.choose({ passphrase: first }));
  };
  return (
    <form className="flex items-start gap-2" onSubmit={submit}>
      <PassphraseField
        label={t('settings.environments.passphrase.label')}
        value={first}
        error={refused}
        onChange={(value) => {
          setFirst(value);
          setRefused(undefined);
        }}
      />
      <PassphraseField
        label={t('settings.environments.passphrase.again')}
        value={second}
        onChange={(value) => {
          setSecond(value);
          setRefused(undefined);
        }}
      />
      <Button type="submit" busy={busy} disabled={first === '' || second === ''}>
        {t('settings.environments.passphrase.choose')}
      </Button>
    </form>
  );
}

function Unlock() {
  const { t } = useTranslation();
  const [given, setGiven] = useState('');
  const [forgetting, setForgetting] = useState(false);
  const { busy, refused, setRefused, send } = useSending();
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send(() => shell.secrets.passphrase.unlock({ passphrase: given }));
      }}
    >
      <PassphraseField
        label={t('settings.environments.passphrase.label')}
        value={given}
        error={refused}
        onChange={(value) => {
          setGiven(value);
          setRefused(undefined);
        }}
      />
      <Button type="submit" busy={busy} disabled={given === ''}>
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

interface PassphraseFieldProps {
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

function PassphraseField({ label, value, error, onChange }: PassphraseFieldProps) {
  return (
    <TextField
      className="flex-1"
      label={label}
      labelHidden
      type="password"
      autoComplete="off"
      placeholder={label}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Deriving a key takes about a second on purpose. */
function useSending() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const send = async (ask: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await ask();
    } catch (error) {
      const { field, message } = problemOf(error);
      setRefused(field === 'passphrase' ? t('settings.environments.passphrase.wrong') : message);
    } finally {
      setBusy(false);
    }
  };
  return { busy, refused, setRefused, send };
}
