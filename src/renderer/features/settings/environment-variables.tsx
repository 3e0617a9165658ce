import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Environment } from '../../../contract/environment.ts';
import { secretNameSchema } from '../../../contract/function.ts';
import { engine } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface Row {
  key: number;
  name: string;
  value: string;
}

/** The variables of one environment, in the workspace's `nexo.json`. */
export function EnvironmentVariables({ environment }: { environment: Environment }) {
  const { t } = useTranslation();
  // What is being typed outlives changes that come from elsewhere; until then the file's are shown.
  const [typed, setRows] = useState<readonly Row[] | null>(null);
  const rows = typed ?? Object.entries(environment.variables).map(([name, value], key) => ({ key, name, value }));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const variables = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  const changed = JSON.stringify(variables) !== JSON.stringify(environment.variables);
  if (typed !== null && !changed) setRows(null);
  const faultOf = ({ key, name }: Row): string | undefined => {
    if (!secretNameSchema.safeParse(name).success) return t('functions.invalid.variableName');
    const taken = environment.secrets.includes(name) || rows.some((other) => other.name === name && other.key < key);
    return taken ? t('functions.invalid.variableTwice') : undefined;
  };
  const faulty = rows.some((row) => faultOf(row) !== undefined);
  const change = (key: number, patch: Partial<Row>) => {
    setRows(rows.map((row) => (row.key === key ? { ...row, ...patch } : row)));
    setProblem(undefined);
  };
  const save = async () => {
    setBusy(true);
    try {
      await engine.environments.put({ ...environment, variables });
    } catch (error) {
      setProblem(problemOf(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="flex flex-col items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!faulty) void save();
      }}
    >
      {rows.map((row) => (
        <div key={row.key} className="flex w-full items-start gap-2">
          <TextField
            className="w-2/5"
            label={t('functions.variableName')}
            labelHidden
            mono
            spellCheck={false}
            placeholder="API_URL"
            value={row.name}
            error={row.name === '' ? undefined : faultOf(row)}
            onChange={(event) => change(row.key, { name: event.target.value })}
          />
          <TextField
            className="flex-1"
            label={t('functions.variableValue')}
            labelHidden
            mono
            spellCheck={false}
            value={row.value}
            onChange={(event) => change(row.key, { value: event.target.value })}
          />
          <IconButton
            icon={Trash2}
            label={t('functions.removeVariable', { name: row.name })}
            className="mt-0.5"
            onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
          />
        </div>
      ))}
      {problem && (
        <p role="alert" className="text-xs text-danger">
          {problem}
        </p>
      )}
      <div className="flex gap-2">
        <Button
          size="sm"
          icon={Plus}
          onClick={() =>
            setRows([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, name: '', value: '' }])
          }
        >
          {t('functions.addVariable')}
        </Button>
        {changed && (
          <Button size="sm" tone="primary" type="submit" busy={busy} disabled={faulty}>
            {t('settings.environments.saveVariables')}
          </Button>
        )}
      </div>
    </form>
  );
}
