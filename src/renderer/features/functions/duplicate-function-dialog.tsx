import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { routeOfName, suggestRoute } from '../../../kit/suggest-route.ts';
import { engine } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { currentFunctions, useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NameField, RouteField } from './identity-fields.tsx';
import { ProblemNote } from './problem-note.tsx';
import { identityErrors } from './settings-form.ts';
import { suggestName } from './suggest-name.ts';
import { useFormProblems } from './use-form-problems.ts';

/** A copy of a function, files and settings and all, under a name and route of its own. */
export function DuplicateFunctionDialog({ functionId }: { functionId: string }) {
  const summary = useFunctions((state) => state.functions.get(functionId));
  return summary && !summary.damage ? <DuplicateDialog summary={summary} /> : null;
}

function DuplicateDialog({ summary }: { summary: FunctionSummary }) {
  const { t } = useTranslation();
  const [name, setName] = useState(() => suggestName(`${summary.name}-copy`, currentFunctions().values()));
  const [typedRoute, setTypedRoute] = useState<string | null>(null);
  const { errorOf, problem, busy, submit, clear } = useFormProblems();
  const suggested = routeOfName(summary.route, summary.name, name) ?? suggestRoute(name, summary.route);
  const route = typedRoute ?? suggested;

  const duplicate = async () => {
    const copy = await engine.functions.duplicate({ id: summary.id, name: name.trim(), route });
    closeDialog();
    openScreen({ name: 'editor', functionId: copy.id });
  };
  return (
    <Dialog
      title={t('functions.duplicateTitle', { name: summary.name })}
      description={t('functions.duplicateDescription')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      width="w-[520px]"
    >
      <form
        noValidate
        className="grid grid-cols-2 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(identityErrors({ name, route, methods: summary.methods }), duplicate);
        }}
      >
        <NameField
          value={name}
          error={errorOf('name')}
          onChange={(next) => {
            setName(next);
            clear();
          }}
        />
        <RouteField
          value={route}
          error={errorOf('route')}
          onChange={(next) => {
            setTypedRoute(next);
            clear();
          }}
        />
        <ProblemNote problem={problem} shownFields={['name', 'route']} />
        <div className="col-span-2 flex justify-end gap-2">
          <Button onClick={closeDialog}>{t('common.cancel')}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {t('functions.duplicateButton')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
