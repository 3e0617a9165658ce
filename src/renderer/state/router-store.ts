import { create } from 'zustand';

/** Where in the app the person is. */
export type Screen =
  | { name: 'home' }
  | { name: 'dashboard' }
  | { name: 'functions' }
  /** `callId` is the call whose details are open. */
  | { name: 'calls'; query: string; callId: string | null }
  | { name: 'settings'; section?: string }
  /** With `keepsFile`, a file that belongs to no function stays in front; otherwise the function's code is shown. */
  | { name: 'editor'; functionId: string; keepsFile?: boolean };

interface Router {
  screen: Screen;
  /** The function the editor showed last, so that its place in the rail leads back to it. */
  lastFunctionId: string | null;
  /** The calls screen as it was left. */
  lastCalls: Extract<Screen, { name: 'calls' }>;
  open(screen: Screen): void;
}

/** Which screen is shown. A thin thing: screens keep their own state in their stores. */
export const useRouter = create<Router>()((set) => ({
  screen: { name: 'home' },
  lastFunctionId: null,
  lastCalls: { name: 'calls', query: '', callId: null },
  open(screen) {
    if (screen.name === 'editor') set({ screen, lastFunctionId: screen.functionId });
    else if (screen.name === 'calls') set({ screen, lastCalls: screen });
    else set({ screen });
  },
}));

/** Shows a screen, from anywhere. */
export const openScreen = (screen: Screen): void => useRouter.getState().open(screen);
