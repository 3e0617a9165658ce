import { AxeBuilder } from '@axe-core/playwright';

import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { Frame, type RailScreen } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const functions = [
  { name: 'hello', route: '/hello', code: "function handler() {\n  console.warn('hi');\n  return 'hello';\n}\n" },
  { name: 'loop', route: '/loop', code: 'function handler() {\n  while (true) {}\n}\n' },
];

for (const theme of ['Light', 'Dark'] as const) {
  test(`no screen has an accessibility fault axe can find, ${theme.toLowerCase()}`, async ({ launch, workspace }) => {
    await seedFunctions(workspace, functions);
    const studio = await launch();
    const { window } = studio;
    const url = await studio.url();
    for (const path of ['/hello', '/loop', '/hello?again']) await callHttp(`${url}/fn${path}`);
    const frame = new Frame(window);
    await frame.chooseTheme(theme);

    for (const screen of ['Home', 'Dashboard', 'Functions', 'Calls'] satisfies RailScreen[]) {
      await frame.open(screen);
      expect.soft(await faults(window), screen).toEqual([]);
    }
    await new FunctionsScreen(window).openFunction('loop');
    const editor = new Editor(studio, 'loop');
    await expect(editor.lines).toContainText('while');
    await editor.run();
    await expect(editor.response.getByRole('alert')).toBeVisible();
    expect.soft(await faults(window), 'Editor').toEqual([]);
    await frame.newFunction.click();
    await window.getByRole('dialog').waitFor();
    expect.soft(await faults(window), 'New function').toEqual([]);
  });
}

async function faults(window: Parameters<typeof build>[0]): Promise<string[]> {
  const { violations } = await build(window).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** Monaco's own parts are theirs; everything around them is ours. Electron cannot open the extra page axe likes to use. */
function build(page: ConstructorParameters<typeof AxeBuilder>[0]['page']): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true).exclude('.monaco-editor');
}
