import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Environment } from '../../../contract/environment.ts';
import { canKeepOnDisk } from '../../../contract/shell.ts';
import { can, engine, shell } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';
import { useEnvironments } from '../../state/environments-store.ts';
import { showToast } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { type EnvEntry, envEntries, linesLeftOut } from './env-entries.ts';

/** Where values of secrets cannot be kept, nothing becomes one. */
const secretKind: EnvEntry['kind'] = can('keep-secrets') ? 'secret' : 'skip';
const kinds: readonly EnvEntry['kind'][] = can('keep-secrets') ? ['variable', 'secret', 'skip'] : ['variable', 'skip'];

/** Takes over an env file, pasted or chosen: shows first what becomes a variable and what a secret. */
export function EnvFileDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useEnvironments(({ secrets }) => (canKeepOnDisk(secrets) ? 'disk' : 'memory'));
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [entries, setEntries] = useState<readonly EnvEntry[]>([]);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const read = async (next: string) => {
    setText(next);
    setProblem(undefined);
    try {
      const found = envEntries(await engine.environments.readFile({ text: next }));
      setEntries(found.map((entry) => (entry.kind === 'secret' ? { ...entry, kind: secretKind } : entry)));
    } catch (error) {
      setProblem(problemOf(error).message);
    }
  };
  const left = linesLeftOut(text);
  const leftOut =
    left.length === 0
      ? undefined
      : t('settings.environments.linesLeftOut', { count: left.length, lines: left.slice(0, 10).join(', ') });
  const taken = entries.filter(({ kind }) => kind !== 'skip');
  const take = async () => {
    setBusy(true);
    try {
      const secrets = entries.filter(({ kind }) => kind === 'secret');
      const variables = entries.filter(({ kind }) => kind === 'variable');
      for (const { name, value } of secrets)
        await shell.secrets.set({ environment: environment.name, name, value, keep });
      const names = new Set(secrets.map(({ name }) => name));
      const all = {
        ...environment.variables,
        ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
      };
      await engine.environments.put({
        name: environment.name,
        variables: Object.fromEntries(Object.entries(all).filter(([name]) => !names.has(name))),
        secrets: [...new Set([...environment.secrets, ...names])].filter(
          (name) => !variables.some((one) => one.name === name),
        ),
      });
      onClose();
      showToast({
        tone: 'ok',
        title: t('settings.environments.imported', { count: taken.length, name: environment.name }),
      });
    } catch (error) {
      setProblem(problemOf(error).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('settings.environments.importTitle', { name: environment.name })}
      description={t(
        can('keep-secrets') ? 'settings.environments.importHint' : 'settings.environments.importHintOfServer',
      )}
      closeLabel={t('common.close')}
      onClose={onClose}
      width="w-[640px]"
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone="primary" busy={busy} disabled={taken.length === 0} onClick={() => void take()}>
            {t('settings.environments.take', { count: taken.length })}
          </Button>
        </>
      }
    >
      <Field label={t('settings.environments.envText')} error={problem ?? leftOut}>
        {(control) => (
          <textarea
            {...control}
            rows={5}
            spellCheck={false}
            placeholder={'API_URL=https://example.com\nAPI_KEY="…"'}
            value={text}
            onChange={(event) => void read(event.target.value)}
            className="w-full rounded-md border border-line-strong bg-raised p-2 font-mono text-xs outline-none focus:border-accent"
          />
        )}
      </Field>
      <div className="mt-2">
        <Button size="sm" icon={FileUp} onClick={() => file.current?.click()}>
          {t('settings.environments.envFile')}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={t('settings.environments.envFile')}
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) void chosen.text().then(read);
            target.value = '';
          }}
        />
      </div>
      {entries.length > 0 && (
        <ul
          className="mt-4 divide-y divide-line rounded-lg border border-line"
          aria-label={t('settings.environments.preview')}
        >
          {entries.map((entry) => (
            <li key={entry.name} className="flex items-center gap-3 px-3 py-1.5 text-xs">
              <span className="w-2/5 truncate font-mono">{entry.name}</span>
              <span className="min-w-0 flex-1 truncate font-mono text-text-2">
                {entry.kind === 'secret' ? '••••••' : entry.value}
              </span>
              <select
                aria-label={t('settings.environments.kindOf', { name: entry.name })}
                value={entry.kind}
                onChange={(event) => {
                  const kind = event.target.value as EnvEntry['kind'];
                  setEntries(entries.map((other) => (other === entry ? { ...entry, kind } : other)));
                }}
                className="h-7 rounded-md border border-line-strong bg-raised px-1.5"
              >
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`settings.environments.kind.${kind}`)}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
