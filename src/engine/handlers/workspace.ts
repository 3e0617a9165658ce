import { templates } from '../store/templates.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

export function workspaceHandlers({ workspace, store }: Services) {
  return {
    get: os.workspace.get.handler(() => workspace.current()),
    configure: os.workspace.configure.handler(async ({ input: { publish } }) => {
      const { publishing } = await store();
      await publishing.choose(publish);
      return workspace.current();
    }),
    templates: os.workspace.templates.handler(() => [...templates]),
    watch: os.workspace.watch.handler(({ signal }) => workspace.watch(signal)),
  };
}
