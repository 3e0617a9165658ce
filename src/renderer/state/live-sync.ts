import { keepStreaming } from '../../rpc/keep-streaming.ts';
import { engine, shell } from '../api/clients.ts';
import { runCommand } from './commands.ts';
import { useEnvironments } from './environments-store.ts';
import { applyEngineState, useEngine } from './engine-store.ts';
import { applyFilesEvent, useFiles } from './files-store.ts';
import { applyWorkspaceEvent, useFunctions } from './functions-store.ts';
import { answerOpenRequest } from './open-requests.ts';
import { usePreferences } from './preferences-store.ts';
import { useRecentWorkspaces } from './recent-workspaces.ts';
import { applyStats } from './stats-store.ts';
import { reportProblem } from './toasts-store.ts';
import { applyTestsEvent, useTests } from '../tests/tests-store.ts';

/** Keeps every store current while the window lives: subscribes, and subscribes again after a loss. */
export function startLiveSync(): { dispose(): void } {
  shell.preferences
    .damage()
    .then((settingsDamage) => useEngine.setState({ settingsDamage }))
    .catch(reportProblem);
  const stops = [
    keepStreaming((signal) => shell.engine.watch(undefined, { signal }), {
      onEvent: applyEngineState,
      onError: reportProblem,
    }),
    keepStreaming((signal) => shell.preferences.watch(undefined, { signal }), {
      onEvent: (preferences) => usePreferences.setState(preferences),
      onError: reportProblem,
    }),
    keepStreaming((signal) => shell.opens.watch(undefined, { signal }), {
      onEvent: (request) => void answerOpenRequest(request),
      onError: reportProblem,
    }),
    keepStreaming((signal) => shell.workspace.watchRecent(undefined, { signal }), {
      onEvent: (folders) => useRecentWorkspaces.setState({ folders }),
      onError: reportProblem,
    }),
    keepStreaming((signal) => shell.secrets.watch(undefined, { signal }), {
      onEvent: (secrets) => useEnvironments.setState({ secrets }),
      onError: reportProblem,
    }),
    keepStreaming((signal) => engine.environments.watch(undefined, { signal }), {
      onEvent: (environments) => useEnvironments.setState(environments),
      onError: reportProblem,
    }),
    keepStreaming((signal) => shell.menu.watch(undefined, { signal }), { onEvent: runCommand, onError: reportProblem }),
    keepStreaming((signal) => engine.workspace.watch(undefined, { signal }), {
      onEvent: (event) => {
        useFiles.setState((state) => applyFilesEvent(state, event));
        useFunctions.setState((state) => applyWorkspaceEvent(state, event));
      },
      onError: reportProblem,
    }),
    keepStreaming((signal) => engine.tests.watch(undefined, { signal }), {
      onEvent: (event) => useTests.setState((state) => applyTestsEvent(state, event)),
      onError: reportProblem,
    }),
    keepStreaming((signal) => engine.stats.watch(undefined, { signal }), {
      onEvent: applyStats,
      onError: reportProblem,
    }),
  ];
  return { dispose: () => stops.forEach((stop) => stop()) };
}
