import { create } from 'zustand';

/** Counts how often packages were installed or removed from the window: what is known of them may be old after that. */
export const usePackageInstalls = create<{ count: number }>()(() => ({ count: 0 }));

export const packagesChanged = (): void => usePackageInstalls.setState(({ count }) => ({ count: count + 1 }));
