import { CallsScreen } from '../features/calls/calls-screen.tsx';
import { DashboardScreen } from '../features/dashboard/dashboard-screen.tsx';
import { FunctionsScreen } from '../features/functions/functions-screen.tsx';
import { HomeScreen } from '../features/home/home-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { useRouter } from '../state/router-store.ts';
import { EditorWorkbench } from './editor-workbench.tsx';

/** The chosen screen, in the window's main region. */
export function CurrentScreen() {
  const screen = useRouter((router) => router.screen);
  return (
    <main className="row-start-3 min-h-0 min-w-0 overflow-hidden rounded-tl-xl border-t border-l border-line bg-surface">
      {screen.name === 'home' && <HomeScreen />}
      {screen.name === 'dashboard' && <DashboardScreen />}
      {screen.name === 'functions' && <FunctionsScreen />}
      {screen.name === 'calls' && <CallsScreen {...screen} />}
      {screen.name === 'settings' && <SettingsScreen />}
      {screen.name === 'editor' && <EditorWorkbench functionId={screen.functionId} />}
    </main>
  );
}
