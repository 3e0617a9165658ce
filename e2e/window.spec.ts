import { expect, test } from './fixtures/test.ts';

test('the window comes back in the size it had', async ({ launch }) => {
  const studio = await launch();
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1011, 707));
  await expect.poll(() => studio.window.evaluate(() => globalThis.outerWidth)).toBe(1011);
  await studio.close();
  const again = await launch();
  const size = await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
  expect(size).toEqual([1011, 707]);
});

test('dropping a file on the window offers to import it and does not navigate it away', async ({ studio }) => {
  await studio.window.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<h1>not this</h1>'], 'page.html', { type: 'text/html' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(studio.window.getByRole('dialog', { name: 'Import' })).toBeVisible();
  expect(studio.window.url()).toBe('nexo://app/');
});
