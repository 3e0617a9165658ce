import { CloudUpload, History, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { PublishMode } from '../../../contract/function.ts';
import type { VersionSummary } from '../../../contract/version.ts';
import { engine } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { publish, rollBack } from '../../versions/publish.ts';
import { useContent, useVersions } from './use-versions.ts';
import { VersionDiff } from './version-diff.tsx';
import { VersionList } from './version-list.tsx';
import { VersionMessage } from './version-message.tsx';

type Base = 'previous' | 'saved';

/** The versions of a function: what each changed, what is live, and the way back. */
export function VersionsDialog({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const target = useFunctions((state) => state.functions.get(functionId));
  if (target === undefined) return null;
  const { mode = 'save', pending = [] } = target.release ?? {};
  return (
    <Dialog
      title={t('versions.titleOf', { name: target.name })}
      closeLabel={t('common.close')}
      width="w-[min(1180px,94vw)]"
      onClose={closeDialog}
    >
      <div className="flex h-[66vh] flex-col gap-3">
        <div className="flex items-end gap-2">
          <Select<PublishMode>
            label={t('versions.mode')}
            value={mode}
            options={(['save', 'hand'] as const).map((value) => ({ value, label: t(`versions.modes.${value}`) }))}
            onChange={(next) => void engine.functions.update({ id: functionId, publish: next }).catch(reportProblem)}
          />
          <PublishForm functionId={functionId} pending={pending} />
        </div>
        <Versions functionId={functionId} live={target.release?.number ?? null} pending={pending} />
      </div>
    </Dialog>
  );
}

interface VersionsProps {
  functionId: string;
  live: number | null;
  pending: readonly string[];
}

function Versions({ functionId, live, pending }: VersionsProps) {
  const { t } = useTranslation();
  const { versions, describe } = useVersions(functionId, live);
  const [number, setNumber] = useState<number | null>(null);
  if (versions === null) return <Skeleton className="h-full" />;
  const chosen = versions.find((version) => version.number === number) ?? versions[0];
  if (chosen === undefined) return <EmptyState icon={History} title={t('versions.empty')} />;
  return (
    <div className="flex min-h-0 flex-1 gap-3">
      <VersionList versions={versions} live={live} chosen={chosen.number} onChoose={setNumber} />
      <ChosenVersion
        key={chosen.number}
        functionId={functionId}
        version={chosen}
        previous={versions[versions.indexOf(chosen) + 1]?.number ?? null}
        live={live}
        pending={pending}
        onDescribe={(message) => describe(chosen.number, message)}
        onRolledBack={() => setNumber(null)}
      />
    </div>
  );
}

function PublishForm({ functionId, pending }: { functionId: string; pending: readonly string[] }) {
  const { t } = useTranslation();
  const [message, setMessage] = useState('');
  if (pending.length === 0) return null;
  return (
    <form
      className="flex min-w-0 flex-1 items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void publish(functionId, message).then(() => setMessage(''));
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField label={t('versions.message')} value={message} onChange={(event) => setMessage(event.target.value)} />
      </div>
      <Button type="submit" tone="primary" icon={CloudUpload}>
        {t('versions.publishCount', { count: pending.length })}
      </Button>
    </form>
  );
}

interface ChosenVersionProps extends VersionsProps {
  version: VersionSummary;
  previous: number | null;
  onDescribe(message: string): Promise<void>;
  onRolledBack(): void;
}

function ChosenVersion(props: ChosenVersionProps) {
  const { functionId, version, previous, live, pending, onDescribe, onRolledBack } = props;
  const { t } = useTranslation();
  const [base, setBase] = useState<Base>('previous');
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const { number } = version;
  const after = useContent(functionId, number, live);
  const against = base === 'saved' ? 'saved' : previous;
  const before = useContent(functionId, against, live);
  const goBack = async (): Promise<void> => {
    setAsking(false);
    setBusy(true);
    if (await rollBack(functionId, number)) onRolledBack();
    else setBusy(false);
  };
  const isReady = after !== null && (against === null || before !== null);
  return (
    <section aria-label={t('versions.versionNumber', { number })} className="flex min-w-0 flex-1 flex-col gap-2">
      <div className="flex items-end gap-2">
        <Select<Base>
          label={t('versions.compareWith')}
          value={base}
          options={(['previous', 'saved'] as const).map((value) => ({ value, label: t(`versions.base.${value}`) }))}
          onChange={setBase}
        />
        <VersionMessage version={version} onSave={onDescribe} />
        <Button
          icon={Undo2}
          busy={busy}
          disabled={number === live && pending.length === 0}
          onClick={() => (pending.length > 0 ? setAsking(true) : void goBack())}
        >
          {t('versions.rollBack', { number })}
        </Button>
      </div>
      {isReady ? <VersionDiff before={before} after={after} /> : <Skeleton className="h-full" />}
      {asking && (
        <ConfirmDialog
          title={t('versions.rollBackTitle', { number })}
          description={t('versions.rollBackLoses', { changes: pending.join(', ') })}
          confirmLabel={t('versions.rollBack', { number })}
          cancelLabel={t('common.cancel')}
          onConfirm={() => void goBack()}
          onCancel={() => setAsking(false)}
        />
      )}
    </section>
  );
}
