import { expect, test } from 'vitest';

import { openScreen, useRouter } from './router-store.ts';

test('remembers the function the editor showed last', () => {
  openScreen({ name: 'editor', functionId: 'hello' });
  openScreen({ name: 'home' });
  expect(useRouter.getState()).toMatchObject({ screen: { name: 'home' }, lastFunctionId: 'hello' });
});
