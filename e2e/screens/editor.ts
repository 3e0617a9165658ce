import { expect, type Locator, type Page } from '@playwright/test';

import type { Studio } from '../fixtures/studio.ts';

/** The editor of one function, with its test panel and its live calls. */
export class Editor {
  readonly #studio: Pick<Studio, 'app' | 'window'>;
  readonly #window: Page;
  readonly #name: string;

  constructor(studio: Pick<Studio, 'app' | 'window'>, name: string) {
    this.#studio = studio;
    this.#window = studio.window;
    this.#name = name;
  }

  /** Where the code is typed. */
  get input(): Locator {
    return this.#window.getByRole('textbox', { name: `Code of ${this.#name}` });
  }

  /** The code as it is drawn; Monaco draws a line an element and only what is in sight. */
  get lines(): Locator {
    return this.#window.getByRole('region', { name: 'Code', exact: true }).locator('.view-lines');
  }

  /** Replaces the code as a person would who pastes over everything. */
  async replaceCode(code: string): Promise<void> {
    await pasteOver(this.#studio, this.input, code);
  }

  /** Ctrl+Enter, then the response to it. */
  async run(): Promise<void> {
    await this.#window.keyboard.press('ControlOrMeta+Enter');
  }

  /** Ctrl+S; resolves when what is shown is what the gateway serves. */
  async save(): Promise<void> {
    await this.#window.keyboard.press('ControlOrMeta+S');
    await expect(this.savedState).toHaveText(/Live/);
  }

  /** Whether the text is live or unsaved. */
  get savedState(): Locator {
    return this.#window
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /Live|Unsaved/ });
  }

  get response(): Locator {
    return this.#window.getByRole('region', { name: 'Response' });
  }

  /** Status and size of the last response, in a line. */
  get summary(): Locator {
    return this.response.getByRole('status').filter({ hasText: 'Size' });
  }

  /** What the last run used of one of its limits. */
  used(limit: 'CPU' | 'Time' | 'Heap'): Locator {
    return this.response.getByRole('meter', { name: limit });
  }

  async showResponse(tab: 'Body' | 'Headers' | 'Logs' | 'Error'): Promise<void> {
    await this.response.getByRole('tab', { name: tab }).click();
  }

  /** The rows of the live calls, newest first. */
  get calls(): Locator {
    return this.#window
      .getByRole('grid', { name: 'Live calls' })
      .getByRole('row')
      .filter({ has: this.#window.getByRole('gridcell') });
  }
}

/**
 * Replaces the text of a field as a person would who pastes over everything; the clipboard stays as it is, as journeys that
 * run beside this one have the same.
 */
export async function pasteOver({ window }: Pick<Studio, 'window'>, field: Locator, text: string): Promise<void> {
  await field.focus();
  await window.keyboard.press('ControlOrMeta+A');
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
