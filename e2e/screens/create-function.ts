import type { Page } from '@playwright/test';

export interface NewFunction {
  name: string;
  /** The template's title; the first one when left out. */
  template?: string;
  /** What the name suggests when left out. */
  route?: string;
}

/** Fills the dialog that creates a function, which must be open. The editor follows. */
export async function createFunction(window: Page, { name, template, route }: NewFunction): Promise<void> {
  const dialog = window.getByRole('dialog', { name: 'New function' });
  if (template !== undefined) await dialog.getByRole('radio', { name: template }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  if (route !== undefined) await dialog.getByRole('textbox', { name: 'Route' }).fill(route);
  await dialog.getByRole('button', { name: 'Create function' }).click();
  await dialog.waitFor({ state: 'detached' });
}
