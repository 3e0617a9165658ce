import { keepStreaming } from '../../../rpc/keep-streaming.ts';
import { engine } from '../../api/clients.ts';
import { useRuns } from '../../run/runs-store.ts';
import { useDialogs } from '../../state/dialogs-store.ts';
import { isOpenStep, noteStep } from '../../state/first-steps.ts';
import { usePreferences } from '../../state/preferences-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { useTests } from '../../tests/tests-store.ts';

/** Notices the first steps as they are done, wherever that is. Call the result to stop. */
export function watchFirstSteps(): () => void {
  const stops = [
    useRuns.subscribe(({ runs }) => {
      for (const { outcome } of Object.values(runs)) {
        if (outcome?.kind !== 'answered') continue;
        if (outcome.unsaved) noteStep('run');
        if (outcome.result.error?.code === 'CPU_LIMIT') noteStep('limit');
      }
    }),
    watchFirstCall(),
    useTests.subscribe(({ tests }) => {
      if (tests !== null && tests.size > 0) noteStep('test');
    }),
    useDialogs.subscribe(({ dialog }) => {
      if (dialog?.kind === 'palette') noteStep('palette');
    }),
    usePreferences.subscribe(({ limitPreset }) => {
      if (limitPreset !== null) noteStep('target');
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Calls are followed only until there is one: after that each would be told for nothing. */
function watchFirstCall(): () => void {
  let stop: (() => void) | undefined;
  const follow = () => {
    if (isOpenStep('call')) {
      stop ??= keepStreaming((signal) => engine.calls.watch({ query: 'source:gateway' }, { signal }), {
        onEvent: ({ calls }) => {
          if (calls.length > 0) noteStep('call');
        },
        onError: reportProblem,
      });
    } else {
      stop?.();
      stop = undefined;
    }
  };
  follow();
  const unsubscribe = usePreferences.subscribe(follow);
  return () => {
    unsubscribe();
    stop?.();
  };
}
