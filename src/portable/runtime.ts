/** What every bundle carries as `nexo/runtime.js`. */
export type { BundledFunction } from './bundled-function.ts';
export { createApp } from './create-app.ts';
