import { create } from 'zustand';

/** What is looked for and looked at in the calls below the code; stays while other tabs or layouts take their place. */
export const useCallsBelow = create<{ query: string; chosenId: string | null }>()(() => ({
  query: '',
  chosenId: null,
}));
