import { canOpen, openPlace } from '../editor/open-place.ts';

type GoTo = (line: number, column: number) => void;

/** The way to a place in `file`: by `onGoTo` where that leads into it, or by opening it; undefined where there is none. */
export function goToIn(file: string, ownFile: string | undefined, onGoTo: GoTo | undefined): GoTo | undefined {
  if (file === ownFile) return onGoTo;
  return canOpen(file) ? (line, column) => openPlace({ file, line, column }) : undefined;
}
