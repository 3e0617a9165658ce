import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react';
import { I18nextProvider } from 'react-i18next';

import { signIn } from './api/clients.ts';
import { CurrentScreen } from './frame/current-screen.tsx';
import { EditedTest } from './features/tests/edited-test.tsx';
import { OpenDialogHost } from './frame/open-dialog-host.tsx';
import { Rail } from './frame/rail.tsx';
import { StatusBar } from './frame/status-bar.tsx';
import { TitleBar } from './frame/title-bar.tsx';
import { Toaster } from './frame/toaster.tsx';
import { useCommandKeys } from './frame/use-command-keys.ts';
import { useFileDrop } from './frame/use-file-drop.ts';
import { useFrameCommands } from './frame/use-frame-commands.ts';
import { useFunctionCommands } from './frame/use-function-commands.ts';
import { SignInScreen } from './features/sign-in/sign-in-screen.tsx';
import { WelcomeDialog } from './features/first-run/welcome-dialog.tsx';
import { watchFirstSteps } from './features/home/checklist.ts';
import { EngineBanner } from './features/engine/engine-banner.tsx';
import { applyLanguage, i18n } from './i18n/i18n.ts';
import { usePreferences } from './state/preferences-store.ts';
import { useTheme } from './styles/use-theme.ts';
import { TooltipProvider } from './ui/tooltip.tsx';

/** The whole window: title bar, rail, the screen, status bar, and what floats above them. */
export function App() {
  const theme = useTheme();
  const language = usePreferences((preferences) => preferences.language);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => applyLanguage(language), [language]);
  useEffect(watchFirstSteps, []);
  useFrameCommands();
  useFunctionCommands();
  useFileDrop();
  useCommandKeys();
  const access = useSyncExternalStore(signIn?.state.listen ?? never, signIn?.state.get ?? given);
  return (
    <I18nextProvider i18n={i18n}>
      <TooltipProvider delayDuration={400}>
        {signIn !== null && access !== 'given' ? (
          <SignInScreen refused={access === 'refused'} onToken={signIn.give} />
        ) : (
          <Studio />
        )}
      </TooltipProvider>
    </I18nextProvider>
  );
}

function Studio() {
  return (
    <>
      <div className="grid h-full grid-cols-[auto_minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)_auto]">
        <TitleBar />
        <EngineBanner />
        <Rail />
        <CurrentScreen />
        <StatusBar />
      </div>
      <OpenDialogHost />
      <EditedTest />
      <WelcomeDialog />
      <Toaster />
    </>
  );
}

const never = () => () => {};
const given = () => 'given' as const;
