import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { routeOfName, suggestRoute } from '../../../kit/suggest-route.ts';
import { engine } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { showToast } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NameField } from './identity-fields.tsx';
import { ProblemNote } from './problem-note.tsx';
import { identityErrors } from './settings-form.ts';
import { useFormProblems } from './use-form-problems.ts';

/** A function's new name, and whether its route follows. Its folder and its tests stay where they are. */
export function RenameFunctionDialog({ functionId }: { functionId: string }) {
  const summary = useFunctions((state) => state.functions.get(functionId));
  return summary && !summary.damage ? <RenameDialog summary={summary} /> : null;
}

function RenameDialog({ summary }: { summary: FunctionSummary }) {
  const { t } = useTranslation();
  const [name, setName] = useState(summary.name);
  const [follows, setFollows] = useState(routeOfName(summary.route, summary.name, summary.name) !== undefined);
  const { errorOf, problem, busy, submit, clear } = useFormProblems();
  const newRoute = routeOfName(summary.route, summary.name, name) ?? suggestRoute(name, summary.route);
  const route = follows && suggestRoute(name) !== '/' ? newRoute : summary.route;

  const rename = async () => {
    await engine.functions.update({ id: summary.id, name: name.trim(), route });
    closeDialog();
    showToast({ tone: 'ok', title: t('functions.renamed', { name: name.trim() }) });
  };
  return (
    <Dialog
      title={t('functions.renameTitle', { name: summary.name })}
      description={t('functions.renameDescription', { folder: `functions/${summary.id}` })}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      width="w-[460px]"
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(identityErrors({ name, route, methods: summary.methods }), rename);
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
        <label className="flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            className="mt-1 accent-accent"
            checked={follows}
            onChange={(event) => {
              setFollows(event.target.checked);
              clear();
            }}
          />
          <span className="min-w-0">
            {t('functions.routeFollows')}
            <code className="block truncate text-xs text-text-2">
              /fn{summary.route} → /fn{follows ? route : summary.route}
            </code>
          </span>
        </label>
        {errorOf('route') && (
          <p role="alert" className="text-xs text-danger">
            {errorOf('route')}
          </p>
        )}
        <ProblemNote problem={problem} shownFields={['name', 'route']} />
        <div className="flex justify-end gap-2">
          <Button onClick={closeDialog}>{t('common.cancel')}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {t('functions.renameButton')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
