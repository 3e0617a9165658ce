import { create } from 'zustand';

import { filePathFault } from '../../contract/file.ts';
import { showFile } from './tabs-store.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  file: string;
  line?: number;
  column?: number;
}

/** The place the editor was last asked to show. `number` tells two wishes apart. */
export const usePlace = create<{ place: Place | null; number: number }>()(() => ({ place: null, number: 0 }));

/** Opens a file in the editor with the cursor at a place, from anywhere in the window. */
export function openPlace(place: Place, options: { keep?: boolean } = {}): void {
  showFile(place.file, options);
  usePlace.setState(({ number }) => ({ place, number: number + 1 }));
}

/** Whether the editor can show a file: `function.json` and packages it cannot. */
export const canOpen = (file: string): boolean => filePathFault(file) === undefined;
