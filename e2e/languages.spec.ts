import { expect, test } from './fixtures/test.ts';
import { Frame } from './screens/frame.ts';

test('the language changes at once, in window and menu, and is remembered', async ({ launch }) => {
  const studio = await launch();
  await studio.url();
  await new Frame(studio.window).chooseLanguage('简体中文');
  const chineseButton = { name: '新建函数' };
  await expect(studio.window.getByRole('banner').getByRole('button', chineseButton)).toBeVisible();
  await expect.poll(() => studio.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label)).toBe('文件');
  await studio.close();
  const again = await launch();
  await expect(again.window.getByRole('banner').getByRole('button', chineseButton)).toBeVisible();
});

test('a Chinese system gets Chinese, an English one English', async ({ launch }) => {
  const chinese = await launch({ language: 'zh-CN' });
  await expect(chinese.window.getByRole('banner').getByRole('button', { name: '新建函数' })).toBeVisible();
  await chinese.close();
  const english = await launch({ language: 'en-US' });
  await expect(new Frame(english.window).newFunction).toBeVisible();
});

test('the theme is remembered', async ({ launch }) => {
  const studio = await launch();
  await studio.url();
  await new Frame(studio.window).chooseTheme('Dark');
  await expect(studio.window.locator('html')).toHaveAttribute('data-theme', 'dark');
  await studio.close();
  const again = await launch();
  await expect(again.window.locator('html')).toHaveAttribute('data-theme', 'dark');
});
