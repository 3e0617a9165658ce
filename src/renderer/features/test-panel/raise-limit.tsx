import { ArrowUpFromLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import type { Failure } from '../../../contract/invocation.ts';
import { limitsSchema } from '../../../contract/limits.ts';
import { engine } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { runFunction } from '../../run/runs-store.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';

type Limit = NonNullable<Failure['limit']>;

const units: Record<Limit['name'], string> = { cpuMs: 'ms', wallMs: 'ms', heapMb: 'MB', responseBytes: 'B' };

/** Opens a field with twice the limit; setting it saves the limit and runs the request again. */
export function RaiseLimit({ target, limit }: { target: FunctionSummary; limit: Limit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const schema = limitsSchema.shape[limit.name];
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (text === null) {
    const doubled = Math.min(limit.allowed * 2, schema.maxValue ?? limit.allowed * 2);
    return (
      <Button size="sm" icon={ArrowUpFromLine} onClick={() => setText(String(doubled))}>
        {t('run.raise')}
      </Button>
    );
  }
  const parsed = schema.safeParse(text.trim() === '' ? Number.NaN : Number(text));
  const range = { least: format.number(schema.minValue ?? 0), most: format.number(schema.maxValue ?? 0) };
  const error = failed ?? (parsed.success ? undefined : t('run.raiseInvalid', range));
  const submit = async () => {
    if (!parsed.success) return;
    setBusy(true);
    try {
      await engine.functions.update({ id: target.id, limits: { [limit.name]: parsed.data } });
      await runFunction(target.id);
    } catch (reason) {
      setFailed(problemOf(reason).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="flex w-full items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label={t(`run.raiseLabel.${limit.name}`)}
        labelHidden
        mono
        autoFocus
        inputMode="numeric"
        className="w-40"
        suffix={units[limit.name]}
        value={text}
        error={error}
        onChange={(event) => {
          setText(event.target.value);
          setFailed(null);
        }}
      />
      <Button type="submit" tone="primary" busy={busy} disabled={!parsed.success}>
        {t('run.raiseSave')}
      </Button>
    </form>
  );
}
