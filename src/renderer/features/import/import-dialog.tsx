import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  conflictsOf,
  importKindSchema,
  type ConflictChoice,
  type ImportKind,
  type ImportSource,
} from '../../../contract/import.ts';
import { shell } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { defaultChoices } from './default-choices.ts';
import { ImportedPackages } from './imported-packages.tsx';
import { NoteList } from './note-list.tsx';
import { PlanView } from './plan-view.tsx';
import { SourceChoice } from './source-choice.tsx';
import { useImport, usePlan } from './use-import.ts';

export interface ImportDialogProps {
  /** What was dropped or pasted. */
  source?: ImportSource;
  /** A bundle that the system asked to open. */
  file?: string;
}

/** What the person chose of one source. */
interface Chosen {
  source: ImportSource | null;
  as: ImportKind | 'auto';
  functionId: string;
  conflicts: Readonly<Record<string, ConflictChoice>>;
}

const untouched = (source: ImportSource | null): Chosen => ({ source, as: 'auto', functionId: 'auto', conflicts: {} });

/** Something from elsewhere comes in: what would be made of it first, then all of it or nothing. */
export function ImportDialog({ source: given, file }: ImportDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(untouched(given ?? null));
  const { source, as, functionId, conflicts } = chosen;
  const choose = (change: Partial<Chosen>): void => setChosen((before) => ({ ...before, ...change }));
  // What was chosen of one source, such as to replace what is there, is not meant for the next.
  const take = (next: ImportSource | null): void => setChosen(untouched(next));
  useEffect(() => {
    if (file === undefined) return;
    shell.imports.readOpened({ file }).then((packed) => setChosen(untouched(packed.source)), reportProblem);
  }, [file]);
  const input = useMemo(
    () =>
      source && {
        source,
        ...(as !== 'auto' && { as }),
        ...(functionId !== 'auto' && { functionId }),
      },
    [source, as, functionId],
  );
  const { plan, loading, problem: refusal } = usePlan(input);
  const { run, progress, problem, imported } = useImport(input);
  const choices = plan === null ? {} : { ...defaultChoices(plan), ...conflicts };
  const count = plan === null ? 0 : plan.functions.length + plan.requests.length + plan.files.length;
  const skipped = plan === null ? 0 : conflictsOf(plan).filter(({ key }) => choices[key] === 'skip').length;
  const busy = progress !== null;
  if (imported !== null) return <ImportedPackages {...imported} />;

  return (
    <Dialog
      title={t('importing.title')}
      description={t('importing.description')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      width="w-[720px]"
      footer={
        source !== null && (
          <>
            <Button onClick={() => take(null)} disabled={busy}>
              {t('importing.another')}
            </Button>
            <Button
              tone="primary"
              busy={busy}
              disabled={plan === null || count - skipped === 0}
              onClick={() => void run(choices)}
            >
              {t('importing.run')}
            </Button>
          </>
        )
      }
    >
      {source === null ? (
        <SourceChoice onSource={take} />
      ) : (
        <>
          <Settings
            name={source.name}
            as={as}
            kind={plan?.kind}
            onKind={(kind) => choose({ as: kind })}
            functionId={functionId}
            onFunction={(id) => choose({ functionId: id })}
          />
          {loading && (
            <p role="status" className="mt-4 text-sm text-text-2">
              {t('importing.reading')}
            </p>
          )}
          {refusal !== null && <Refusal message={refusal.message} />}
          {plan !== null && (
            <PlanView
              plan={plan}
              choices={choices}
              disabled={busy}
              onChoice={(key, choice) => choose({ conflicts: { ...conflicts, [key]: choice } })}
            />
          )}
          {plan !== null && <NoteList notes={plan.notes} />}
          {progress !== null && (
            <div role="status" className="mt-4 text-sm text-text-2">
              {t(`importing.step.${progress.step}`, { done: progress.done, total: progress.total })}
              <progress
                className="mt-1 block w-full accent-accent"
                value={progress.done}
                max={progress.total}
                aria-label={t('importing.title')}
              />
            </div>
          )}
          {problem !== null && <Refusal message={problem.message} />}
        </>
      )}
    </Dialog>
  );
}

const requestKinds: readonly ImportKind[] = ['curl', 'postman', 'har'];

interface SettingsProps {
  name: string;
  as: ImportKind | 'auto';
  /** What it was found to be. */
  kind: ImportKind | undefined;
  onKind: (kind: ImportKind | 'auto') => void;
  functionId: string;
  onFunction: (id: string) => void;
}

function Settings({ name, as, kind, onKind, functionId, onFunction }: SettingsProps) {
  const { t } = useTranslation();
  const functions = sortedFunctions(useFunctions((state) => state.functions));
  const found =
    kind === undefined ? t('importing.found') : t('importing.foundKind', { kind: t(`importing.kind.${kind}`) });
  const isRequests = requestKinds.includes(as === 'auto' ? (kind ?? 'nexo') : as);
  return (
    <>
      <p className="mb-3 font-mono text-xs break-all" data-selectable>
        {name}
      </p>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Select
          label={t('importing.as')}
          value={as}
          options={[
            { value: 'auto', label: found },
            ...importKindSchema.options.map((value) => ({ value, label: t(`importing.kind.${value}`) })),
          ]}
          onChange={onKind}
        />
        {isRequests && (
          <Select
            label={t('importing.function')}
            value={functionId}
            options={[
              { value: 'auto', label: t('importing.byPath') },
              ...functions.map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={onFunction}
          />
        )}
      </div>
    </>
  );
}

function Refusal({ message }: { message: string }) {
  return (
    <p role="alert" className="mt-4 text-sm break-words whitespace-pre-wrap text-danger" data-selectable>
      {message}
    </p>
  );
}
