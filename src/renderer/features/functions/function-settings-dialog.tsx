import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { engine } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { showToast } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BindingFields } from './binding-fields.tsx';
import { RouteField } from './identity-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { MethodsField } from './methods-field.tsx';
import { ProblemNote } from './problem-note.tsx';
import { PublishField } from './publish-field.tsx';
import { GrantFields, OriginFields, SecretFields } from './secret-fields.tsx';
import {
  limitNames,
  namedRows,
  settingsErrors,
  type SettingsForm,
  settingsFormOf,
  settingsPatch,
} from './settings-form.ts';
import { useFormProblems } from './use-form-problems.ts';
import { VariableFields } from './variable-fields.tsx';

const shownFields = ['name', 'route', 'methods', ...limitNames.map((limit) => `limits.${limit}`)];
const formId = 'function-settings';

/** A function's name, route, methods, way to go live, limits, variables, bindings, secrets, grants and origins. Saving deploys it anew. */
export function FunctionSettingsDialog({ functionId }: { functionId: string }) {
  const summary = useFunctions((state) => state.functions.get(functionId));
  return summary && !summary.damage ? <SettingsDialog summary={summary} /> : null;
}

function SettingsDialog({ summary }: { summary: FunctionSummary }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(() => settingsFormOf(summary));
  const { errorOf, problem, busy, submit, refuse, clear } = useFormProblems();
  useEffect(() => {
    const read = async () => {
      const { targets } = await engine.grants.get({ id: summary.id });
      setForm((before) => ({ ...before, grants: namedRows(targets) }));
    };
    read().catch(refuse);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each function; `refuse` is new with every rendering
  }, [summary.id]);
  const change = (patch: Partial<SettingsForm>) => {
    setForm({ ...form, ...patch });
    clear();
  };

  const save = async () => {
    const saved = await engine.functions.update({ id: summary.id, ...settingsPatch(form) });
    if (form.grants) await engine.grants.set({ id: summary.id, targets: form.grants.map(({ name }) => name) });
    closeDialog();
    showToast({ tone: 'ok', title: t('functions.settingsSaved', { name: saved.name }) });
  };

  return (
    <Dialog
      title={t('functions.settingsTitle', { name: summary.name })}
      description={<span className="font-mono text-xs">{summary.file}</span>}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      placement="side"
      width="w-[520px]"
      footer={
        <>
          <Button onClick={closeDialog}>{t('common.cancel')}</Button>
          <Button tone="primary" type="submit" form={formId} busy={busy}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid grid-cols-2 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(settingsErrors(form), save);
        }}
      >
        <TextField
          label={t('functions.name')}
          value={form.name}
          error={errorOf('name')}
          onChange={(event) => change({ name: event.target.value })}
        />
        <RouteField value={form.route} error={errorOf('route')} onChange={(route) => change({ route })} />
        <div className="col-span-2">
          <MethodsField
            label={t('functions.methods')}
            value={form.methods}
            error={errorOf('methods')}
            onChange={(methods) => change({ methods })}
          />
        </div>
        <div className="col-span-2">
          <PublishField value={form.publish} onChange={(publish) => change({ publish })} />
        </div>
        <LimitFields value={form.limits} errorOf={errorOf} onChange={(limits) => change({ limits })} />
        <VariableFields rows={form.variables} errorOf={errorOf} onChange={(variables) => change({ variables })} />
        <BindingFields rows={form.bindings} errorOf={errorOf} onChange={(bindings) => change({ bindings })} />
        <SecretFields rows={form.secrets} errorOf={errorOf} onChange={(secrets) => change({ secrets })} />
        {form.grants && <GrantFields rows={form.grants} errorOf={errorOf} onChange={(grants) => change({ grants })} />}
        <OriginFields rows={form.origins} errorOf={errorOf} onChange={(origins) => change({ origins })} />
        <ProblemNote problem={problem} shownFields={shownFields} />
      </form>
    </Dialog>
  );
}
