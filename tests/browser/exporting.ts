import type { Locator, Page } from 'playwright-core';

/** The forms of a file, as the dialog names them. */
export type FormName = 'Web page' | 'Markdown' | 'Table (CSV)' | 'JSON Lines';

/** Opens a dialog from the menu of the open conversation. */
export async function openFromMenu(page: Page, item: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Actions of this conversation' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  const dialog = page.getByRole('dialog', { name: item });
  await dialog.getByRole('button').last().waitFor();
  return dialog;
}

/** Downloads the open conversation, and closes the dialog again. */
export async function exportedAs(
  page: Page,
  form: FormName,
): Promise<{ name: string; path: string; text: string; said: string }> {
  const dialog = await openFromMenu(page, 'Download as a file');
  await dialog.getByRole('radio', { name: form }).check();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  const said = dialog.getByText(/messages opened/);
  await said.waitFor();
  const path = await download.path();
  const result = {
    name: download.suggestedFilename(),
    path,
    text: await Bun.file(path).text(),
    said: (await said.textContent()) ?? '',
  };
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  return result;
}
