import { create } from 'zustand';

/** Where in the app the person is. */
export type Screen =
  | { name: 'home' }
  | { name: 'dashboard' }
  | { name: 'functions' }
  | { name: 'settings'; section?: string }
  | { name: 'editor'; functionId: string };

interface Router {
  screen: Screen;
  /** The function the editor showed last, so that its place in the rail leads back to it. */
  lastFunctionId: string | null;
  open(screen: Screen): void;
}

/** Which screen is shown. A thin thing: screens keep their own state in their stores. */
export const useRouter = create<Router>()((set) => ({
  screen: { name: 'home' },
  lastFunctionId: null,
  open: (screen) => set(screen.name === 'editor' ? { screen, lastFunctionId: screen.functionId } : { screen }),
}));

/** Shows a screen, from anywhere. */
export const openScreen = (screen: Screen): void => useRouter.getState().open(screen);
