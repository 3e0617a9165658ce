import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Method } from '../../../contract/function.ts';
import type { Template } from '../../../contract/workspace.ts';
import { suggestRoute } from '../../../kit/suggest-route.ts';
import { engine } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { currentFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { loadTemplates, useTemplates } from '../../state/templates-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NameField, RouteField } from './identity-fields.tsx';
import { NpmOutput } from '../../packages/npm-output.tsx';
import { MethodsField } from './methods-field.tsx';
import { ProblemNote } from './problem-note.tsx';
import { identityErrors } from './settings-form.ts';
import { suggestName } from './suggest-name.ts';
import { TemplatePicker } from './template-picker.tsx';
import { useFormProblems } from './use-form-problems.ts';
import { useTemplatePackages } from './use-template-packages.ts';

/** What the person has decided; null where the template's or the name's suggestion still stands. */
interface Draft {
  name: string | null;
  route: string | null;
  methods: Method[] | null;
}

/** Creates a function from a template and opens it in the editor. */
export function CreateFunctionDialog({ templateId }: { templateId?: string }) {
  const { t } = useTranslation();
  const templates = useTemplates((state) => state.templates);
  useEffect(() => void loadTemplates(), []);
  const [chosenId, setChosenId] = useState(templateId);
  const template = templates?.find(({ id }) => id === chosenId) ?? templates?.[0];
  return (
    <Dialog
      title={t('functions.createTitle')}
      description={t('functions.createDescription')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      width="w-[640px]"
    >
      <TemplatePicker templates={templates} value={template?.id} onChange={setChosenId} />
      {template && <CreateForm template={template} />}
    </Dialog>
  );
}

function CreateForm({ template }: { template: Template }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>({ name: null, route: null, methods: null });
  const { errorOf, problem, busy, submit, clear } = useFormProblems();
  const name = draft.name ?? suggestName(template.id, currentFunctions().values());
  const route = draft.route ?? (name === template.id ? template.route : suggestRoute(name, template.route));
  const { packages = [] } = template;
  const { run, install } = useTemplatePackages();
  const methods = draft.methods ?? template.methods;
  const change = (patch: Partial<Draft>) => {
    setDraft({ ...draft, ...patch });
    clear();
  };

  const create = async () => {
    if (!(await install(packages))) return false;
    const { language, code, secrets } = template;
    const created = await engine.functions.create({ name: name.trim(), route, methods, language, code, secrets });
    closeDialog();
    openScreen({ name: 'editor', functionId: created.id });
    return true;
  };

  return (
    <form
      noValidate
      className="mt-5 grid grid-cols-2 gap-x-4 gap-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(identityErrors({ name, route, methods }), create);
      }}
    >
      <NameField value={name} error={errorOf('name')} onChange={(next) => change({ name: next })} />
      <RouteField
        value={route}
        error={errorOf('route')}
        hint={t('functions.routeHint')}
        onChange={(next) => change({ route: next })}
      />
      <div className="col-span-2">
        <MethodsField
          label={t('functions.methods')}
          value={methods}
          error={errorOf('methods')}
          onChange={(next) => change({ methods: next })}
        />
      </div>
      {packages.length > 0 && (
        <section aria-label={t('packages.title')} className="col-span-2 rounded-md border border-line text-xs">
          <p className="px-3 py-1.5 text-text-2">
            {t('functions.templatePackages', { packages: packages.join(', ') })}
          </p>
          {run?.outcome?.kind === 'failed' && (
            <p role="alert" className="px-3 pb-1.5 text-danger">
              {t('functions.templatePackagesFailed')}
            </p>
          )}
          {run && <NpmOutput run={run} />}
        </section>
      )}
      <ProblemNote problem={problem} shownFields={['name', 'route', 'methods']} />
      <div className="col-span-2 flex justify-end gap-2">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button tone="primary" type="submit" busy={busy}>
          {t(packages.length > 0 ? 'functions.installAndCreate' : 'functions.create')}
        </Button>
      </div>
    </form>
  );
}
