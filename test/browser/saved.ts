import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** The file that the browser saves when this is pressed. */
export async function saved(
  page: Page,
  press: () => Promise<void>,
): Promise<{ name: string; content: Buffer }> {
  const waiting = page.waitForEvent('download');
  await press();
  const download = await waiting;
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}
