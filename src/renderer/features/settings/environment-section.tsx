import { FileDown, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { environmentNameSchema } from '../../../contract/environment.ts';
import { can, engine, shell } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';
import { activateEnvironment, useEnvironments } from '../../state/environments-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { classNames } from '../../ui/class-names.ts';
import { TextField } from '../../ui/text-field.tsx';
import { EnvFileDialog } from './env-file-dialog.tsx';
import { EnvironmentSecrets } from './environment-secrets.tsx';
import { EnvironmentVariables } from './environment-variables.tsx';
import { SettingRow, SettingsSection } from './setting-row.tsx';

/** Environments: their variables, which are in the workspace, and their secrets, which are on this machine. */
export function EnvironmentSection() {
  const { t } = useTranslation();
  const { environments, active } = useEnvironments();
  const [chosen, setChosen] = useState<string | null>(null);
  const [importing, setImporting] = useState(false);
  const [removing, setRemoving] = useState(false);
  const shown = environments.find(({ name }) => name === (chosen ?? active)) ?? environments[0];
  if (shown === undefined) return null;
  const remove = async () => {
    setRemoving(false);
    await engine.environments.remove({ name: shown.name });
    if (can('keep-secrets')) await shell.secrets.remove({ environment: shown.name });
    setChosen(null);
  };
  return (
    <SettingsSection id="environments" title={t('settings.environments.title')}>
      <SettingRow title={t('settings.environments.environment')} hint={t('settings.environments.hint')} wide>
        <div className="flex flex-wrap items-center gap-2">
          <div role="group" aria-label={t('settings.environments.title')} className="flex flex-wrap gap-1">
            {environments.map(({ name }) => (
              <button
                key={name}
                type="button"
                aria-pressed={name === shown.name}
                onClick={() => setChosen(name)}
                className={classNames(
                  'flex h-7 items-center gap-1.5 rounded-md border px-2.5 font-mono text-xs',
                  name === shown.name
                    ? 'border-accent bg-accent-soft text-accent-ink'
                    : 'border-line text-text-2 hover:bg-hover',
                )}
              >
                {name}
                {name === active && <Badge tone="ok">{t('settings.environments.inUse')}</Badge>}
              </button>
            ))}
          </div>
          <AddEnvironment known={environments.map(({ name }) => name)} onAdded={setChosen} />
          <span className="flex-1" />
          {shown.name !== active && (
            <Button size="sm" onClick={() => void activateEnvironment(shown.name)}>
              {t('settings.environments.use', { name: shown.name })}
            </Button>
          )}
          <Button size="sm" icon={FileDown} onClick={() => setImporting(true)}>
            {t('settings.environments.import')}
          </Button>
          {environments.length > 1 && (
            <Button size="sm" icon={Trash2} onClick={() => setRemoving(true)}>
              {t('settings.environments.remove', { name: shown.name })}
            </Button>
          )}
        </div>
      </SettingRow>
      <SettingRow title={t('settings.environments.variables')} hint={t('settings.environments.variablesHint')} wide>
        <EnvironmentVariables key={shown.name} environment={shown} />
      </SettingRow>
      <SettingRow title={t('settings.environments.secrets')} hint={t('settings.environments.secretsHint')} wide>
        <EnvironmentSecrets key={shown.name} environment={shown} />
      </SettingRow>
      {removing && (
        <ConfirmDialog
          title={t('settings.environments.removeTitle', { name: shown.name })}
          description={t('settings.environments.removeHint')}
          confirmLabel={t('settings.environments.removeConfirm')}
          cancelLabel={t('common.cancel')}
          onConfirm={() => void remove().catch(reportProblem)}
          onCancel={() => setRemoving(false)}
        />
      )}
      {importing && <EnvFileDialog environment={shown} onClose={() => setImporting(false)} />}
    </SettingsSection>
  );
}

function AddEnvironment({ known, onAdded }: { known: readonly string[]; onAdded: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [refused, setRefused] = useState<string>();
  const add = async () => {
    if (!environmentNameSchema.safeParse(name).success) return setRefused(t('settings.environments.badName'));
    if (known.includes(name)) return setRefused(t('settings.environments.known'));
    try {
      await engine.environments.put({ name, variables: {}, secrets: [] });
      setName('');
      onAdded(name);
    } catch (error) {
      setRefused(problemOf(error).message);
    }
  };
  return (
    <form
      className="flex items-start gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        className="w-32"
        label={t('settings.environments.newName')}
        labelHidden
        mono
        spellCheck={false}
        placeholder={known.includes('prod') ? 'staging' : 'prod'}
        value={name}
        error={refused}
        onChange={(event) => {
          setName(event.target.value);
          setRefused(undefined);
        }}
      />
      <Button type="submit" disabled={name === ''}>
        {t('settings.environments.add')}
      </Button>
    </form>
  );
}
