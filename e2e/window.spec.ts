import { expect, test } from './fixtures/test.ts';
import { Frame } from './screens/frame.ts';

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

test('neither a folder that is dropped nor a press beside it takes a dialog away in which something is being written', async ({
  studio,
}) => {
  const { window } = studio;
  await new Frame(window).newFunction.click();
  const dialog = window.getByRole('dialog', { name: 'New function' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await name.fill('half-written');
  await window.evaluate(() => {
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    // No script can make a real one.
    const items = [{ webkitGetAsEntry: () => ({ isDirectory: true }) }];
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items, files: [] } });
    document.body.dispatchEvent(event);
  });
  await expect(name).toHaveValue('half-written');
  await window.mouse.click(5, 5);
  await expect(name).toHaveValue('half-written');
});
