/** The bundle's own list of its functions, written when it is exported. */
declare module 'nexo:functions' {
  import type { BundledFunction } from './bundled-function.ts';

  /** The bundle's name. */
  export const name: string;
  export const functions: BundledFunction[];
}
