import { CircleAlert, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { EngineState } from '../../../contract/shell.ts';
import type { Workspace } from '../../../contract/workspace.ts';
import { can, shell } from '../../api/clients.ts';
import { useEngine } from '../../state/engine-store.ts';
import { useEnvironments } from '../../state/environments-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen, useRouter } from '../../state/router-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/use-now.ts';

/** What a person should know about the engine, and can do; nothing while it simply runs. */
export function EngineBanner() {
  const engine = useEngine((store) => store.engine);
  const workspace = useFunctions((state) => state.workspace);
  return (
    <div aria-live="polite" className="col-span-2">
      <Content engine={engine} workspace={workspace} />
      <SettingsNotice />
      <LockedSecrets />
    </div>
  );
}

function Content({ engine, workspace }: { engine: EngineState; workspace: Workspace | null }) {
  const { t } = useTranslation();
  switch (engine.phase) {
    case 'starting':
      return <Strip busy title={t('engine.starting')} />;
    case 'ready':
      if (workspace?.loading) return <Strip busy title={t('engine.loading', workspace.loading)} />;
      return workspace && <WorkspaceNotices workspace={workspace} />;
    case 'restarting':
      return <Restarting engine={engine} />;
    case 'failed':
      return <Failed engine={engine} />;
    case 'unreachable':
      return <Strip busy title={t('engine.unreachable')} detail={t('engine.unsavedSafe')} />;
  }
}

interface StripProps {
  title: string;
  detail?: string;
  busy?: boolean;
  tone?: 'calm' | 'danger';
  action?: ReactNode;
}

function Strip({ title, detail, busy = false, tone = 'calm', action }: StripProps) {
  const Icon = busy ? LoaderCircle : CircleAlert;
  return (
    <div
      className={classNames(
        'mx-3.5 mb-2 flex min-h-10 items-center gap-2.5 rounded-lg px-3 py-1.5 text-sm',
        tone === 'danger' ? 'bg-danger-soft text-danger' : 'bg-warm-soft text-warm',
      )}
    >
      <Icon aria-hidden size={16} className={classNames('shrink-0', busy && 'animate-spin')} />
      <p className="min-w-0 flex-1" data-selectable>
        <span className="font-medium">{title}</span>
        {detail && <span className="ml-2 text-text-2">{detail}</span>}
      </p>
      {action}
    </div>
  );
}

/** What a person has to know about the open workspace: that nothing in it can be changed, and what was damaged. */
function WorkspaceNotices({ workspace: { readOnly, recoveries } }: { workspace: Workspace }) {
  const { t } = useTranslation();
  return (
    <>
      {readOnly && (
        <Strip
          title={t(`engine.readOnly.${readOnly.code}`)}
          detail={t(`engine.readOnlyStep.${readOnly.code}`)}
          action={
            readOnly.code === 'DISK' &&
            can('control-engine') && (
              <Button size="sm" onClick={() => retry()}>
                {t('engine.openAgain')}
              </Button>
            )
          }
        />
      )}
      {recoveries.map((recovery) => (
        <Strip
          key={recovery.file}
          tone="danger"
          title={t('engine.damaged', { file: recovery.file })}
          detail={t(recovery.kept === recovery.file ? 'engine.damagedLeft' : 'engine.damagedKept', { ...recovery })}
          action={
            can('reveal-files') && (
              <Button
                size="sm"
                onClick={() => void shell.workspace.reveal({ path: recovery.kept }).catch(reportProblem)}
              >
                {t('engine.showFile')}
              </Button>
            )
          }
        />
      ))}
    </>
  );
}

function SettingsNotice() {
  const { t } = useTranslation();
  const damage = useEngine((store) => store.settingsDamage);
  if (damage === null) return null;
  const { reason, kept } = damage;
  const action = (
    <Button size="sm" onClick={() => useEngine.setState({ settingsDamage: null })}>
      {t('engine.dismiss')}
    </Button>
  );
  const detail = kept === null ? `${reason}.` : t('engine.settingsDamagedKept', { reason, kept });
  return <Strip title={t('engine.settingsDamaged')} detail={detail} action={action} />;
}

function LockedSecrets() {
  const { t } = useTranslation();
  const isLocked = useEnvironments(({ secrets }) => secrets.passphrase === 'locked');
  const isThere = useRouter(({ screen }) => screen.name === 'settings');
  if (!isLocked || isThere) return null;
  const action = (
    <Button size="sm" onClick={() => openScreen({ name: 'settings', section: 'environments' })}>
      {t('engine.unlock')}
    </Button>
  );
  return <Strip title={t('engine.secretsLocked')} detail={t('engine.secretsLockedStep')} action={action} />;
}

/** Whole seconds until `at`, counted down while shown. */
function useSecondsUntil(at: number): number {
  return Math.max(0, Math.ceil((at - useNow(250)) / 1_000));
}

function retry(port?: number): void {
  shell.engine.retry(port === undefined ? {} : { port }).catch(reportProblem);
}

function Restarting({ engine }: { engine: Extract<EngineState, { phase: 'restarting' }> }) {
  const { t } = useTranslation();
  const since = useEngine((store) => store.since);
  const seconds = useSecondsUntil(since + engine.pauseMs);
  const ended =
    engine.signal === null
      ? t('engine.ended', { code: engine.exitCode ?? '?' })
      : t('engine.endedBySignal', { signal: engine.signal });
  const title = seconds > 0 ? t('engine.restarting', { seconds }) : t('engine.restartingNow');
  const detail = `${t('engine.restartingAttempt', { attempt: engine.attempt, reason: ended })} ${t('engine.unsavedSafe')}`;
  return (
    <Strip
      busy
      title={title}
      detail={detail}
      action={
        <Button size="sm" onClick={() => retry()}>
          {t('engine.restartNow')}
        </Button>
      }
    />
  );
}

function Failed({ engine }: { engine: Extract<EngineState, { phase: 'failed' }> }) {
  const { t } = useTranslation();
  const conflict = engine.portConflict;
  if (!conflict) {
    const action = (
      <Button size="sm" onClick={() => retry()}>
        {t('engine.tryAgain')}
      </Button>
    );
    return <Strip tone="danger" title={t('engine.failed')} detail={engine.message} action={action} />;
  }
  const { host, port, owner, nextFree } = conflict;
  return (
    <Strip
      tone="danger"
      title={t('engine.portTaken', { port })}
      detail={owner ? t('engine.portOwner', { ...owner, host, port }) : t('engine.portOwnerUnknown', { host, port })}
      action={
        <>
          <Button size="sm" onClick={() => retry()}>
            {t('engine.tryAgain')}
          </Button>
          <Button tone="primary" size="sm" onClick={() => retry(nextFree)}>
            {t('engine.usePort', { port: nextFree })}
          </Button>
        </>
      }
    />
  );
}
