import { ClipboardPen, Code2, GitCompareArrows, ListChecks, Repeat2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Call } from '../../../contract/call.ts';
import { requestOfCall } from '../../run/request-of-call.ts';
import { setRequest } from '../../run/requests-store.ts';
import { countsLines } from '../../run/runs-store.ts';
import { onCommand } from '../../state/commands.ts';
import { useEngine } from '../../state/engine-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen, useRouter } from '../../state/router-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { SaveAsTestButton } from '../../tests/save-as-test-button.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { CompareCalls } from './compare-calls.tsx';
import { curlOf } from './call-curl.ts';
import { replayCall } from './replay-call.ts';

/** What can be done with a call. */
export function CallActions({ call, onShow }: { call: Call; onShow(id: string): void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [comparing, setComparing] = useState(false);
  const target = useFunctions((state) => state.functions.get(call.functionId));
  const gateway = useEngine((state) => (state.engine.phase === 'ready' ? state.engine.url : null));
  const isShown = useRouter(({ screen }) => screen.name === 'editor' && screen.functionId === call.functionId);

  const replay = async (marks: boolean): Promise<void> => {
    setBusy(true);
    try {
      const { id } = await replayCall(call, marks);
      onShow(id);
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const marksLines = target !== undefined && countsLines(target);
  const replayInCode = async (): Promise<void> => {
    await replay(true);
    openScreen({ name: 'editor', functionId: call.functionId });
  };
  const canReplay = target !== undefined && !busy;
  useEffect(() => (canReplay ? onCommand('calls.replay', () => void replay(isShown && marksLines)) : undefined));
  const edit = (): void => {
    if (target === undefined) return;
    setRequest(target.id, requestOfCall(call, target.route));
    openScreen({ name: 'editor', functionId: target.id });
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-3 py-1.5">
      <Button
        size="sm"
        icon={Repeat2}
        busy={busy}
        disabled={target === undefined}
        onClick={() => void replay(isShown && marksLines)}
      >
        {t('calls.replay')}
      </Button>
      <Button size="sm" icon={ClipboardPen} disabled={target === undefined} onClick={edit}>
        {t('calls.editReplay')}
      </Button>
      <Button
        size="sm"
        icon={GitCompareArrows}
        disabled={target === undefined && call.replayOf === null}
        onClick={() => setComparing(true)}
      >
        {t('calls.compare')}
      </Button>
      {target && <SaveAsTestButton callId={call.id} />}
      <span className="flex-1" />
      {!isShown && marksLines && (
        <IconButton
          icon={ListChecks}
          label={t('calls.replayInCode')}
          disabled={busy}
          onClick={() => void replayInCode()}
        />
      )}
      {!isShown && target && (
        <IconButton
          icon={Code2}
          label={t('calls.openFunction', { name: target.name })}
          onClick={() => openScreen({ name: 'editor', functionId: target.id })}
        />
      )}
      {gateway !== null && (
        <CopyButton text={curlOf(call, gateway)} label={t('calls.copyCurl')} doneLabel={t('common.copied')} />
      )}
      {comparing && <CompareCalls call={call} onClose={() => setComparing(false)} />}
    </div>
  );
}
