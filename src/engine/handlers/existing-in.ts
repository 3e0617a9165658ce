import type { Existing, RouteBook } from '../../import/settle-import.ts';
import { createRouteTable, type Routed } from '../router/route-table.ts';
import type { Store } from '../store/store.ts';
import type { Services } from './services.ts';

/** What an import finds in the workspace. */
export async function existingIn(store: Store, { registry }: Pick<Services, 'registry'>): Promise<Existing> {
  await store.tests.ready;
  const functions = registry.list();
  return {
    functions,
    routes: (besides) => routeBook(functions.filter(({ id, damage }) => !besides.has(id) && damage === null)),
    tests: (functionId) => store.tests.list(functionId).map(({ name }) => name),
    file: (path) => store.imports.read(path),
    environments: store.environments.list(),
  };
}

function routeBook(functions: readonly Routed[]): RouteBook {
  const table = createRouteTable<Routed>(functions.filter(({ route, methods }) => route !== '' && methods.length > 0));
  return {
    owner: (route, methods) => table.conflict({ id: '', route, methods })?.owner.id,
    add: (id, route, methods) => void table.extend({ id, route, methods }),
  };
}
