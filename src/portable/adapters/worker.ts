import { functions } from 'nexo:functions';

import { createApp } from '../runtime.ts';

interface WorkerContext {
  waitUntil(promise: Promise<unknown>): void;
}

const app = createApp(functions);

export default {
  fetch(request: Request, env: Record<string, unknown>, ctx: WorkerContext): Promise<Response> {
    const readVariable = (name: string): string | undefined => {
      const value = env[name];
      return typeof value === 'string' ? value : undefined;
    };
    return app.fetch(request, readVariable, { waitUntil: (promise) => ctx.waitUntil(promise) });
  },
};
