import { CirclePause, CircleX, FileDiff, HardDriveDownload, ShieldAlert, Trash2, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { can, engine, shell } from '../../api/clients.ts';
import type { Problem } from '../../api/problem.ts';
import { keepMyText, takeStoredText, textSaved, useDrafts } from '../../editor/drafts-store.ts';
import { canOpen, openPlace, type Place } from '../../editor/open-place.ts';
import { openScreen } from '../../state/router-store.ts';
import { resumeFunction } from '../../state/resume-function.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { faultPlace, faultReason } from '../../ui/fault-text.ts';
import { CompareDialog } from './compare-dialog.tsx';

export interface FileNoticesProps {
  path: string;
  /** The function the screen is about. */
  target: FunctionSummary;
  /** The file was deleted while its text was unsaved. */
  removed: boolean;
  readProblem: Problem | null;
  saveProblem: Problem | null;
}

/** Bars over a file for what a person has to know or decide about it. */
export function FileNotices({ path, target, removed, readProblem, saveProblem }: FileNoticesProps) {
  const { t } = useTranslation();
  const draft = useDrafts(({ drafts }) => drafts[path]);
  const kept = useDrafts((state) => state.kept);
  const conflict = draft !== undefined && draft.theirs !== null;
  return (
    <>
      {conflict && <ConflictBar path={path} mine={draft.text} theirs={draft.theirs ?? ''} />}
      {removed && <RemovedBar path={path} target={target} text={draft?.text ?? ''} />}
      {path === target.file && <TrustBar target={target} />}
      {saveProblem && (
        <Bar icon={CircleX} tone="danger">
          <span className="font-medium">{t('editor.saveFailed', { reason: t(`errors.${saveProblem.code}`) })}</span>{' '}
          <span data-selectable>{saveProblem.message}</span>{' '}
          {t(saveProblem.line === undefined ? 'editor.saveFailedNext' : 'editor.saveSyntax')}
          {saveProblem.line !== undefined && <PlaceButton {...saveProblem} file={saveProblem.file ?? path} />}
        </Bar>
      )}
      {target.problem && !saveProblem && !removed && (
        <Bar icon={CircleX} tone="danger">
          <span className="font-medium">{t('editor.problem')}</span>{' '}
          <span data-selectable>
            <code>{faultPlace(target.problem)}</code> {faultReason(target.problem)}
          </span>
          <PlaceButton {...target.problem} />
        </Bar>
      )}
      {target.pausedSince !== undefined && (
        <Bar icon={CirclePause} tone="warm">
          <span className="min-w-0 flex-1">
            <span className="font-medium">{t('functions.paused')}</span> {t('functions.pausedReason')}
          </span>
          <Button size="sm" onClick={() => resumeFunction(target.id)}>
            {t('functions.resume')}
          </Button>
        </Bar>
      )}
      {readProblem && !saveProblem && readProblem.code !== 'CONNECTION_LOST' && (
        <Bar icon={TriangleAlert} tone="danger">
          {t(`errors.${readProblem.code}`)}. <span data-selectable>{readProblem.message}</span>
        </Bar>
      )}
      {!kept && (
        <Bar icon={HardDriveDownload} tone="warm">
          {t('editor.draftsNotKept')}
        </Bar>
      )}
    </>
  );
}

/** An imported function is to be looked at before it gets anything. */
function TrustBar({ target: { id, trusted, importedFrom = '?', secrets } }: { target: FunctionSummary }) {
  const { t } = useTranslation();
  if (trusted !== false) return null;
  return (
    <Bar icon={ShieldAlert} tone="warm">
      <span className="min-w-0 flex-1">
        {t('editor.untrusted', { from: importedFrom })}{' '}
        {secrets.length > 0 && t('editor.untrustedSecrets', { names: secrets.join(', ') })}
      </span>
      <Button size="sm" onClick={() => void engine.functions.trust({ id }).catch(reportProblem)}>
        {t('editor.trust')}
      </Button>
    </Bar>
  );
}

/** Leads to the line, or to a file that the editor does not show in the file manager. */
function PlaceButton({ file, line, column }: Place) {
  const { t } = useTranslation();
  if (!canOpen(file)) {
    if (!can('reveal-files')) return null;
    return (
      <Button size="sm" onClick={() => void shell.workspace.reveal({ path: file }).catch(reportProblem)}>
        {t('functions.reveal')}
      </Button>
    );
  }
  return (
    <Button size="sm" onClick={() => openPlace({ file, line, column })}>
      {line === undefined ? t('common.open') : t('run.goToLine', { line })}
    </Button>
  );
}

function ConflictBar({ path, mine, theirs }: { path: string; mine: string; theirs: string }) {
  const { t } = useTranslation();
  const [comparing, setComparing] = useState(false);
  const settle = (decide: (path: string) => void) => () => {
    setComparing(false);
    decide(path);
  };
  const choices = (
    <>
      <Button size="sm" onClick={settle(keepMyText)}>
        {t('editor.keepMine')}
      </Button>
      <Button size="sm" onClick={settle(takeStoredText)}>
        {t('editor.takeTheirs')}
      </Button>
    </>
  );
  return (
    <Bar icon={FileDiff} tone="warm">
      <span className="min-w-0 flex-1">{t('editor.conflict')}</span>
      {choices}
      <Button size="sm" onClick={() => setComparing(true)}>
        {t('editor.compare')}
      </Button>
      {comparing && (
        <CompareDialog path={path} mine={mine} theirs={theirs} choices={choices} onClose={() => setComparing(false)} />
      )}
    </Bar>
  );
}

function RemovedBar({ path, target, text }: { path: string; target: FunctionSummary; text: string }) {
  const { t } = useTranslation();
  if (path !== target.file) {
    return (
      <Bar icon={Trash2} tone="warm">
        {t('editor.fileRemoved')}
      </Bar>
    );
  }
  const createAgain = async () => {
    const { name, route, methods, language, limits, env, bindings, secrets, origins } = target;
    try {
      const created = await engine.functions.create({
        name,
        route,
        methods,
        language,
        limits,
        env,
        bindings,
        secrets,
        origins,
        code: text,
      });
      textSaved(target.file, text);
      openScreen({ name: 'editor', functionId: created.id });
    } catch (error) {
      reportProblem(error);
    }
  };
  return (
    <Bar icon={Trash2} tone="warm">
      <span className="min-w-0 flex-1">{t('editor.removed')}</span>
      <Button size="sm" onClick={() => void createAgain()}>
        {t('editor.createAgain')}
      </Button>
    </Bar>
  );
}

const tones = { warm: 'bg-warm-soft text-warm', danger: 'bg-danger-soft text-danger' };

function Bar({ icon: Icon, tone, children }: { icon: LucideIcon; tone: keyof typeof tones; children: ReactNode }) {
  return (
    <div
      role="alert"
      className={classNames('flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5 text-xs', tones[tone])}
    >
      <Icon aria-hidden size={14} className="shrink-0" />
      {children}
    </div>
  );
}
