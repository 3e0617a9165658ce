import { useEffect } from 'react';

import type { CommandId } from '../../contract/command.ts';
import { can, engine, shell } from '../api/clients.ts';
import { stepProblem } from '../editor/problem-steps.ts';
import { i18n } from '../i18n/i18n.ts';
import { onCommand, onCommands } from '../state/commands.ts';
import { copyText } from '../state/copy-text.ts';
import { openDialog } from '../state/dialogs-store.ts';
import { showDrawer } from '../state/drawer-store.ts';
import { useEngine } from '../state/engine-store.ts';
import { currentFunctions } from '../state/functions-store.ts';
import { setPreferences, usePreferences } from '../state/preferences-store.ts';
import { openScreen, type Screen, useRouter } from '../state/router-store.ts';
import { reportProblem } from '../state/toasts-store.ts';
import { runTests } from '../tests/run-tests.ts';

/** The screens in the rail's order; the editor comes back to the function it showed last. */
export const railScreens = ['home', 'dashboard', 'functions', 'calls', 'editor'] as const satisfies Screen['name'][];

/** Goes to a screen of the rail; nothing happens when there is no function for the editor to show. */
export function openRailScreen(name: (typeof railScreens)[number]): void {
  if (name === 'calls') return openScreen(useRouter.getState().lastCalls);
  if (name !== 'editor') return openScreen({ name });
  const functionId = useRouter.getState().lastFunctionId;
  if (functionId !== null) openScreen({ name, functionId, keepsFile: true });
}

/** The frame answers what can be asked for on every screen. */
export function useFrameCommands(): void {
  useEffect(() => onCommands(everywhere), []);
  const ready = useEngine((store) => store.engine.phase === 'ready');
  useEffect(() => (ready ? onCommand('gateway.copy', copyGateway) : undefined), [ready]);
  const canEdit = useRouter((router) => router.lastFunctionId !== null);
  useEffect(() => (canEdit ? onCommand('screen.editor', () => openRailScreen('editor')) : undefined), [canEdit]);
}

const everywhere: Partial<Record<CommandId, () => void>> = {
  'quick.open': () => openDialog({ kind: 'quick-open' }),
  'palette.open': () => openDialog({ kind: 'palette' }),
  'settings.open': () => openScreen({ name: 'settings' }),
  'settings.keyboard': () => openScreen({ name: 'settings', section: 'keyboard' }),
  'settings.environments': () => openScreen({ name: 'settings', section: 'environments' }),
  'problems.show': showProblems,
  'problems.check': checkAll,
  'problems.next': () => stepProblem(1),
  'problems.previous': () => stepProblem(-1),
  'shortcuts.show': () => openDialog({ kind: 'shortcuts' }),
  'screen.home': () => openRailScreen('home'),
  'screen.dashboard': () => openRailScreen('dashboard'),
  'screen.functions': () => openRailScreen('functions'),
  'screen.calls': () => openRailScreen('calls'),
  'function.new': () => openDialog({ kind: 'create-function' }),
  'workspace.import': () => openDialog({ kind: 'import' }),
  'workspace.export': () => openDialog({ kind: 'export' }),
  'limits.compare': () => openDialog({ kind: 'choose-preset' }),
  'tests.runAll': () => void runTests(),
  'runMarks.toggle': () => void setPreferences({ runMarks: !usePreferences.getState().runMarks }),
  'environment.import': () => openDialog({ kind: 'env-file' }),
  'environment.switch': () => openDialog({ kind: 'switch-environment' }),
  'notifications.show': () => openDialog({ kind: 'notifications' }),
  'theme.system': () => void setPreferences({ theme: 'system' }),
  'theme.light': () => void setPreferences({ theme: 'light' }),
  'theme.dark': () => void setPreferences({ theme: 'dark' }),
  'language.en': () => void setPreferences({ language: 'en' }),
  'language.zh-CN': () => void setPreferences({ language: 'zh-CN' }),
  ...(can('choose-workspace') && {
    'workspace.open': () => void shell.workspace.choose().catch(reportProblem),
    'workspace.switch': () => openDialog({ kind: 'switch-workspace' }),
  }),
  ...(can('reveal-files') && { 'workspace.reveal': () => void shell.workspace.reveal({}).catch(reportProblem) }),
  ...(can('control-engine') && { 'engine.restart': () => void shell.engine.retry({}).catch(reportProblem) }),
};

/** The list stands below the editor; which function that shows does not matter to it. */
function showProblems(): void {
  const functionId = useRouter.getState().lastFunctionId ?? currentFunctions().keys().next().value;
  if (functionId === undefined) return;
  openScreen({ name: 'editor', functionId });
  showDrawer('problems');
}

function checkAll(): void {
  showProblems();
  engine.functions.checkAll().catch(reportProblem);
}

function copyGateway(): void {
  const { engine: state } = useEngine.getState();
  if (state.phase === 'ready') copyText(state.url, i18n.t('frame.gatewayCopied'));
}
