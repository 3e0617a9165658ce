import { KeyRound, Trash2, TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Environment } from '../../../contract/environment.ts';
import { secretNameSchema } from '../../../contract/function.ts';
import { canKeepOnDisk } from '../../../contract/shell.ts';
import { can, engine, shell } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';
import { useEnvironments } from '../../state/environments-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SecretsPassphrase } from './secrets-passphrase.tsx';

type Kept = 'disk' | 'memory' | 'given' | 'unreadable' | 'missing';
const tones: Record<Kept, BadgeTone> = {
  disk: 'ok',
  memory: 'warm',
  given: 'ok',
  unreadable: 'danger',
  missing: 'neutral',
};

/** The secrets of one environment: which there are and whether they have a value. A value is set, never shown. */
export function EnvironmentSecrets({ environment }: { environment: Environment }) {
  const { t } = useTranslation();
  const { damage, held } = useEnvironments((store) => store.secrets);
  const given = useEnvironments((store) => store.given);
  const keep = useEnvironments((store) => (canKeepOnDisk(store.secrets) ? 'disk' : 'memory'));
  const functions = useFunctions((state) => state.functions);
  const here = held.filter((one) => one.environment === environment.name);
  const declared = [...functions.values()].flatMap(({ secrets }) => secrets);
  const names = [...new Set([...environment.secrets, ...here.map(({ name }) => name), ...declared, ...given])];
  const keptOf = (name: string): Kept => {
    const kept = here.find((one) => one.name === name)?.kept ?? 'missing';
    return given.includes(name) && (kept === 'missing' || kept === 'unreadable') ? 'given' : kept;
  };
  const [forgetting, setForgetting] = useState<string | null>(null);
  const forget = async (name: string) => {
    setForgetting(null);
    if (can('keep-secrets')) await shell.secrets.remove({ environment: environment.name, name });
    if (!environment.secrets.includes(name)) return;
    const secrets = environment.secrets.filter((other) => other !== name);
    await engine.environments.put({ ...environment, secrets });
  };
  return (
    <div className="flex flex-col gap-3">
      {!can('keep-secrets') && (
        <p role="note" className="rounded-lg bg-sunken p-2.5 text-xs text-text-2" data-selectable>
          {t('settings.environments.ofServer')}
        </p>
      )}
      {can('keep-secrets') && damage !== null && (
        <p role="note" className="flex gap-2 rounded-lg bg-warm-soft p-2.5 text-xs text-warm">
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
          <span>{t('settings.environments.damage', { reason: damage })}</span>
        </p>
      )}
      {can('keep-secrets') && <SecretsPassphrase />}
      {names.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {names.map((name) => {
            const kept = keptOf(name);
            return (
              <li key={name} className="flex items-center gap-3 px-3 py-1.5">
                <KeyRound aria-hidden size={13} className="text-text-3" />
                <span className="min-w-0 flex-1 truncate font-mono text-xs">{name}</span>
                <Badge tone={tones[kept]}>{t(`settings.environments.kept.${kept}`)}</Badge>
                <IconButton
                  icon={Trash2}
                  label={t('settings.environments.forget', { name })}
                  disabled={!environment.secrets.includes(name) && !here.some((one) => one.name === name)}
                  onClick={() =>
                    here.some((one) => one.name === name) ? setForgetting(name) : void forget(name).catch(reportProblem)
                  }
                />
              </li>
            );
          })}
        </ul>
      )}
      {forgetting !== null && (
        <ConfirmDialog
          title={t('settings.environments.forgetTitle', { name: forgetting })}
          description={t('settings.environments.forgetHint', { environment: environment.name })}
          confirmLabel={t('settings.environments.forgetConfirm')}
          cancelLabel={t('common.cancel')}
          onConfirm={() => void forget(forgetting).catch(reportProblem)}
          onCancel={() => setForgetting(null)}
        />
      )}
      {can('keep-secrets') && <SetSecret environment={environment} names={names} keep={keep} />}
    </div>
  );
}

function SetSecret({
  environment,
  names,
  keep,
}: {
  environment: Environment;
  names: readonly string[];
  keep: 'disk' | 'memory';
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [refused, setRefused] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!secretNameSchema.safeParse(name).success) return setRefused(t('functions.invalid.variableName'));
    if (Object.hasOwn(environment.variables, name)) return setRefused(t('functions.invalid.variableTwice'));
    try {
      await shell.secrets.set({ environment: environment.name, name, value, keep });
      if (!environment.secrets.includes(name)) {
        await engine.environments.put({ ...environment, secrets: [...environment.secrets, name] });
      }
      setName('');
      setValue('');
    } catch (error) {
      setRefused(problemOf(error).message);
    }
  };
  return (
    <form className="flex items-start gap-2" onSubmit={(event) => void submit(event)}>
      <TextField
        className="w-2/5"
        label={t('settings.environments.secretName')}
        labelHidden
        mono
        spellCheck={false}
        autoComplete="off"
        placeholder="API_KEY"
        list="secret-names"
        value={name}
        error={refused}
        onChange={(event) => {
          setName(event.target.value);
          setRefused(undefined);
        }}
      />
      <datalist id="secret-names">
        {names.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <TextField
        className="flex-1"
        label={t('settings.environments.secretValue')}
        labelHidden
        mono
        type="password"
        autoComplete="off"
        placeholder={t('settings.environments.secretValue')}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" disabled={name === '' || value === ''}>
        {t(keep === 'disk' ? 'settings.environments.keepOnDisk' : 'settings.environments.keepInMemory')}
      </Button>
    </form>
  );
}
