import type { Locator, Page } from '@playwright/test';

export type RailScreen = 'Home' | 'Dashboard' | 'Functions' | 'Calls' | 'Editor' | 'Settings';

/** What is around every screen: the rail, the title bar, the status bar. */
export class Frame {
  readonly #window: Page;

  constructor(window: Page) {
    this.#window = window;
  }

  async open(screen: RailScreen): Promise<void> {
    await this.#window.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click();
  }

  /** Finds a command in the palette and runs it. */
  async command(title: string): Promise<void> {
    await this.#window.keyboard.press('ControlOrMeta+K');
    const palette = this.#window.getByRole('dialog', { name: 'All commands' });
    await palette.getByRole('combobox').fill(title);
    await this.#window.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
  }

  get newFunction(): Locator {
    return this.#window.getByRole('banner').getByRole('button', { name: 'New function' });
  }

  /** The engine's phase in a word, such as `Running`. */
  get engineLamp(): Locator {
    return this.#window.getByRole('contentinfo').getByRole('status');
  }

  async chooseTheme(theme: 'System' | 'Light' | 'Dark'): Promise<void> {
    await this.#choose('Theme', theme);
  }

  async chooseLanguage(language: 'English' | '简体中文'): Promise<void> {
    await this.#choose('Language', language);
  }

  async #choose(menu: string, item: string): Promise<void> {
    await this.#window.getByRole('contentinfo').getByRole('button', { name: menu }).click();
    await this.#window.getByRole('menuitemcheckbox', { name: item }).click();
  }
}
