import { useTranslation } from 'react-i18next';

import { useEnvironments } from '../../state/environments-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { EnvRows } from './env-rows.tsx';
import type { EnvRow } from './settings-form.ts';

export interface NameFieldsProps {
  rows: readonly EnvRow[];
  errorOf: (field: string) => string | undefined;
  onChange: (rows: EnvRow[]) => void;
}

/** The secrets the function reads through `env`: their names, and whether this machine has a value. */
export function SecretFields({ rows, errorOf, onChange }: NameFieldsProps) {
  const { t } = useTranslation();
  const { active, given, secrets } = useEnvironments();
  const hasValue = (name: string) =>
    given.includes(name) ||
    secrets.held.some((one) => one.environment === active && one.name === name && one.kept !== 'unreadable');
  return (
    <EnvRows
      title={t('functions.secrets')}
      hint={t('functions.secretsHint', { environment: active })}
      nameLabel={t('functions.secretName')}
      placeholder="API_KEY"
      addLabel={t('functions.addSecret')}
      rows={rows}
      errorOf={({ key }) => errorOf(`secrets.${key}`)}
      value={({ name }) => (
        <span className="flex h-8 flex-1 items-center">
          {name !== '' && (
            <Badge tone={hasValue(name) ? 'ok' : 'neutral'}>
              {t(hasValue(name) ? 'functions.secretSet' : 'functions.secretMissing', { environment: active })}
            </Badge>
          )}
        </span>
      )}
      create={(key) => ({ key, name: '' })}
      onChange={onChange}
    />
  );
}

/** Web pages that may call the function. */
export function OriginFields({ rows, errorOf, onChange }: NameFieldsProps) {
  const { t } = useTranslation();
  return (
    <EnvRows
      title={t('functions.origins')}
      hint={t('functions.originsHint')}
      nameLabel={t('functions.originName')}
      placeholder="https://app.example.com"
      addLabel={t('functions.addOrigin')}
      rows={rows}
      errorOf={({ key }) => errorOf(`origins.${key}`)}
      value={({ name }) => (
        <span className="flex h-8 flex-1 items-center">
          {name === '*' && <Badge tone="warm">{t('functions.originAny')}</Badge>}
        </span>
      )}
      create={(key) => ({ key, name: '' })}
      onChange={onChange}
    />
  );
}

/** Private and local addresses the function may fetch from. */
export function GrantFields({ rows, errorOf, onChange }: NameFieldsProps) {
  const { t } = useTranslation();
  return (
    <EnvRows
      title={t('functions.grants')}
      hint={t('functions.grantsHint')}
      nameLabel={t('functions.grantTarget')}
      placeholder="127.0.0.1:5432"
      addLabel={t('functions.addGrant')}
      rows={rows}
      errorOf={({ key }) => errorOf(`grants.${key}`)}
      value={() => <span className="flex-1" />}
      create={(key) => ({ key, name: '' })}
      onChange={onChange}
    />
  );
}
