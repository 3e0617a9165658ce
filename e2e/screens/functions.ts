import type { Locator, Page } from '@playwright/test';

import { Frame } from './frame.ts';

/** The list of all functions. */
export class FunctionsScreen {
  readonly #window: Page;

  constructor(window: Page) {
    this.#window = window;
  }

  async open(): Promise<void> {
    await new Frame(this.#window).open('Functions');
  }

  /** The rows of the table, without its head. */
  get rows(): Locator {
    return this.#table.getByRole('row').filter({ has: this.#window.getByRole('button') });
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.#window.getByRole('button', { name, exact: true }) });
  }

  /** Shows the list and from it the function, in the editor. */
  async openFunction(name: string): Promise<void> {
    await this.open();
    await this.row(name).getByRole('button', { name, exact: true }).click();
  }

  get #table(): Locator {
    return this.#window.getByRole('table', { name: 'Functions' });
  }
}
