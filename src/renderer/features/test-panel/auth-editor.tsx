import { useTranslation } from 'react-i18next';

import { type Authorization, readAuthorization, withAuthorization } from '../../http/authorization.ts';
import { type HeaderRow, isHeaderValue } from '../../http/header-rows.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface AuthEditorProps {
  rows: readonly HeaderRow[];
  onChange(rows: HeaderRow[]): void;
}

const fresh: Record<'none' | 'basic' | 'bearer', Authorization> = {
  none: { kind: 'none' },
  basic: { kind: 'basic', user: '', password: '' },
  bearer: { kind: 'bearer', token: '' },
};

/** Who asks: writes the `Authorization` header, and reads it where it is there already. */
export function AuthEditor({ rows, onChange }: AuthEditorProps) {
  const { t } = useTranslation();
  const current = readAuthorization(rows);
  const set = (authorization: Authorization): void => onChange(withAuthorization(rows, authorization));
  const field = { mono: true, spellCheck: false, autoComplete: 'off' } as const;
  return (
    <div className="flex flex-col gap-2 p-3">
      <Select
        label={t('testPanel.authKind')}
        labelHidden
        className="w-56"
        value={current.kind === 'other' ? 'none' : current.kind}
        options={(['none', 'basic', 'bearer'] as const).map((kind) => ({
          value: kind,
          label: t(`testPanel.authKinds.${kind}`),
        }))}
        onChange={(kind) => set(fresh[kind])}
      />
      {current.kind === 'basic' && (
        <div className="grid grid-cols-2 gap-2">
          <TextField
            {...field}
            label={t('testPanel.authUser')}
            value={current.user}
            onChange={(event) => set({ ...current, user: event.target.value.replaceAll(':', '') })}
          />
          <TextField
            {...field}
            label={t('testPanel.authPassword')}
            value={current.password}
            onChange={(event) => set({ ...current, password: event.target.value })}
          />
        </div>
      )}
      {current.kind === 'bearer' && (
        <TextField
          {...field}
          label={t('testPanel.authToken')}
          value={current.token}
          error={isHeaderValue(current.token) ? undefined : t('testPanel.headerProblem.value-invalid')}
          onChange={(event) => set({ kind: 'bearer', token: event.target.value })}
        />
      )}
      <p className="text-xs text-text-3">
        {t(current.kind === 'other' ? 'testPanel.authOther' : 'testPanel.authHint')}
      </p>
    </div>
  );
}
