import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Mark } from '../../frame/mark.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface SignInScreenProps {
  /** A token was given that the server did not take. */
  refused: boolean;
  onToken(token: string): void;
}

/** In a browser without a token that the server takes: how to get one, and a field for it. */
export function SignInScreen({ refused, onToken }: SignInScreenProps) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onToken(token.trim());
  };
  return (
    <main className="grid h-full place-items-center overflow-y-auto p-4">
      <Card className="w-full max-w-[440px] p-2">
        <div className="mb-1 flex items-center gap-2.5">
          <Mark />
          <h1 className="text-lg font-semibold tracking-tight">{t('signIn.title')}</h1>
        </div>
        <p className="mb-4 text-sm text-text-2">{t('signIn.description')}</p>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <TextField
            label={t('signIn.token')}
            hint={t('signIn.hint')}
            error={refused && token === '' ? t('signIn.refused') : undefined}
            mono
            type="password"
            autoComplete="off"
            autoFocus
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
          <Button type="submit" tone="primary" disabled={token.trim() === ''}>
            {t('signIn.enter')}
          </Button>
        </form>
        <p className="mt-4 text-xs text-text-3">{t('signIn.whatIsKept')}</p>
      </Card>
    </main>
  );
}
