import { AxeBuilder } from '@axe-core/playwright';

import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

const code = `class Cart {
  items = ['tea', 'cake'];
  total = 8.7;
}

export default {
  fetch(request) {
    console.log('%s asks for %o', request.method, { nothing: null });
    console.group('checkout');
    console.info('cart', new Cart(), new Map([['a', { deep: { deeper: [1, 2n, undefined] } }]]));
    console.debug(new Headers({ accept: '*/*' }), Symbol('s'), new Uint8Array([1, 2, 3]));
    console.groupEnd();
    console.table([{ name: 'tea', price: 3.2 }, { name: 'cake', price: 5.5 }]);
    console.warn('almost sold out', { left: 1 });
    console.error(new RangeError('sold out', { cause: new Error('no delivery') }));
    return new Response('ok');
  },
};
`;

test('what a function logs is a tree that keys open', async ({ launch, workspace }) => {
  // A busy machine may give less CPU than the usual limit asks for.
  await seedFunctions(workspace, [{ name: 'shop', route: '/shop', code, limits: { cpuMs: 10_000 } }]);
  const studio = await launch();
  const { window } = studio;
  await window.keyboard.press('Alt+3');
  await new FunctionsScreen(window).openFunction('shop');
  const shop = new Editor(studio, 'shop');
  await expect(shop.lines).toContainText('Cart');
  await shop.run();
  await shop.showResponse('Logs');

  const tree = shop.response.getByRole('tree', { name: 'Log entries' });
  const rows = tree.getByRole('treeitem');
  const cart = rows.filter({ hasText: 'cart Cart {items' });
  await expect(cart).toHaveAttribute('aria-level', '2');
  await expect(tree.getByRole('table')).toContainText('cake');
  await expect(rows.filter({ hasText: 'RangeError: sold out' }).first()).toHaveAttribute('aria-expanded', 'true');
  await expect(tree).toContainText('functions/shop/index.js:15:');

  await rows.first().focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight']) {
    await window.keyboard.press(key);
  }
  await expect(cart).toHaveAttribute('aria-expanded', 'true');
  await expect(rows.filter({ hasText: /^Cart \{items/ })).toHaveAttribute('aria-expanded', 'true');
  await window.keyboard.press('ControlOrMeta+c');
  await expect.poll(() => studio.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('total: 8.7');

  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(window.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    const { violations } = await new AxeBuilder({ page: window })
      .setLegacyMode(true)
      .exclude('.monaco-editor')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
    await window.screenshot({ path: test.info().outputPath(`logs-${colorScheme}.png`) });
  }
});
