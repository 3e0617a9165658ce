import { useEffect } from 'react';

import { can, engine, shell } from '../api/clients.ts';
import { newTest } from '../features/tests/edited-test.tsx';
import { gatewayUrl } from '../http/route-path.ts';
import { i18n } from '../i18n/i18n.ts';
import { requestCode } from '../run/request-code.ts';
import { canSend } from '../run/request-problem.ts';
import { requestFor, useRequests } from '../run/requests-store.ts';
import { showTestView } from '../run/test-view-store.ts';
import { onCommand, onCommands } from '../state/commands.ts';
import { copyText } from '../state/copy-text.ts';
import { openDialog } from '../state/dialogs-store.ts';
import { showDrawer } from '../state/drawer-store.ts';
import { useEngine } from '../state/engine-store.ts';
import { currentFunctions, useFunctions } from '../state/functions-store.ts';
import { resumeFunction } from '../state/resume-function.ts';
import { useRouter } from '../state/router-store.ts';
import { reportProblem } from '../state/toasts-store.ts';
import { runTests } from '../tests/run-tests.ts';

/** The frame answers what can be asked for about the function in the editor. */
export function useFunctionCommands(): void {
  const id = useRouter(({ screen }) => (screen.name === 'editor' ? screen.functionId : null));
  useEffect(() => (id === null ? undefined : onCommands(about(id))), [id]);
  const isServed = useEngine(({ engine: { phase } }) => phase === 'ready');
  useEffect(() => (id === null || !isServed ? undefined : onCommands(copiesOf(id))), [id, isServed]);
  const shown = useFunctions(({ functions }) => functions.get(id ?? ''));
  const pausedId = shown?.pausedSince === undefined ? null : id;
  useEffect(
    () => (pausedId === null ? undefined : onCommand('function.resume', () => resumeFunction(pausedId))),
    [pausedId],
  );
  const untrustedId = shown?.trusted === false ? id : null;
  useEffect(() => {
    if (untrustedId === null) return undefined;
    return onCommand('function.trust', () => void engine.functions.trust({ id: untrustedId }).catch(reportProblem));
  }, [untrustedId]);
}

function about(functionId: string) {
  return {
    'function.settings': () => openDialog({ kind: 'function-settings', functionId }),
    'function.delete': () => openDialog({ kind: 'delete-function', functionId }),
    'function.rename': () => openDialog({ kind: 'rename-function', functionId }),
    'function.duplicate': () => openDialog({ kind: 'duplicate-function', functionId }),
    'search.open': () => showDrawer('search'),
    'packages.show': () => showDrawer('packages', `functions/${functionId}`),
    'calls.below': () => showDrawer('calls'),
    'request.show': () => showTestView('request'),
    'tests.show': () => showTestView('tests'),
    'tests.new': () => void newTest(functionId),
    'tests.run': () => {
      showTestView('tests');
      void runTests({ functionId });
    },
    'burst.show': () => showTestView('burst'),
    ...(can('reveal-files') && {
      'function.reveal': () => void shell.workspace.reveal({ path: `functions/${functionId}` }).catch(reportProblem),
    }),
  };
}

function copiesOf(functionId: string) {
  return {
    'function.copyAddress': () => copyOf(functionId, gatewayUrl),
    'request.copyCurl': () => copyRequest(functionId, 'curl'),
    'request.copyFetch': () => copyRequest(functionId, 'fetch'),
  };
}

function copyRequest(functionId: string, form: 'curl' | 'fetch'): void {
  const target = currentFunctions().get(functionId);
  if (target === undefined || !canSend(target)) return;
  const request = requestFor(useRequests.getState().requests[functionId], target);
  copyOf(functionId, (gateway) => requestCode(gateway, request)[form]);
}

function copyOf(functionId: string, textOf: (gateway: string, route: string) => string): void {
  const { engine: state } = useEngine.getState();
  const target = currentFunctions().get(functionId);
  if (state.phase !== 'ready' || target === undefined) return;
  copyText(textOf(state.url, target.route), i18n.t('common.copied'));
}
