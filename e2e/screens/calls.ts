import type { Locator, Page } from '@playwright/test';

/** The list of calls, on its own screen or under the editor. */
export class CallsList {
  readonly #window: Page;

  constructor(window: Page) {
    this.#window = window;
  }

  get grid(): Locator {
    return this.#window.getByRole('grid', { name: 'Live calls' });
  }

  /** Newest first, as far as they are drawn. */
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.#window.getByRole('gridcell') });
  }

  get filter(): Locator {
    return this.#window.getByRole('combobox', { name: 'Filter calls' });
  }

  get details(): Locator {
    return this.#window.getByRole('region', { name: 'Details of the call' });
  }

  async showTab(name: 'Summary' | 'Request' | 'Response' | 'Logs' | 'Fetches'): Promise<void> {
    await this.details.getByRole('tab', { name }).click();
  }
}
