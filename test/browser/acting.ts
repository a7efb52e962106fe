import type { Page } from 'playwright-core';

/** Answers by the name of their field, which is the JSON Pointer of the API: `/system/name`. */
type Answers = Map<string, string | string[]>;

/** The answers that a submission of the API holds, as one types and ticks them. */
function answersOf(content: Record<string, unknown>, pointer = ''): Answers {
  const answers: Answers = new Map();
  for (const [key, value] of Object.entries(content)) {
    const name = `${pointer}/${key}`;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) answers.set(name, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, answer] of answersOf({ ...value }, name)) answers.set(inner, answer);
    } else answers.set(name, String(value));
  }
  return answers;
}

/** Fills in whatever the page asks of this. */
export async function fillIn(page: Page, content: Record<string, unknown>): Promise<void> {
  for (const [name, answer] of answersOf(content)) {
    const field = page.locator(`[name="${name}"]`);
    if ((await field.count()) === 0) continue;
    const type = await field.first().getAttribute('type');
    if (type === 'radio' || type === 'checkbox') {
      for (const value of [answer].flat()) await page.locator(`[name="${name}"][value="${value}"]`).check();
    } else if ((await page.locator(`select[name="${name}"]`).count()) > 0) {
      await field.selectOption(answer);
    } else {
      await field.fill([answer].flat().join('\n'));
    }
  }
}

/** Goes through the form for a new request to its end. Returns the id of the request. */
export async function submitRequest(page: Page, content: Record<string, unknown>): Promise<string> {
  await page.getByRole('banner').getByRole('link', { name: 'New request' }).click();
  for (const step of ['What it is', 'What for and for whom', 'Data and law', 'Money and owner']) {
    await page.getByRole('heading', { level: 1, name: step }).waitFor();
    await fillIn(page, content);
    await page.getByRole('button', { name: 'Save and continue' }).click();
  }
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByText('Submitted. Whoever has to sign has been told').waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Signs in the two steps that it takes, on a page where one may sign. */
export async function signOff(
  page: Page,
  decision: 'approve' | 'approve_with_conditions' | 'request_changes' | 'reject',
  { comment = '', content = {} }: { comment?: string; content?: Record<string, unknown> } = {},
): Promise<void> {
  await page.locator(`[name=decision][value=${decision}]`).check();
  await page.getByLabel('Comment').fill(comment);
  await page.getByRole('button', { name: 'Continue' }).click();
  await fillIn(page, content);
  await page.locator('form[action$="/sign-offs"] .buttons button').click();
  await page.getByText('Signed. It is on record.').waitFor();
}

/** Amends the request whose page is open; what is read in between is who has to sign again. */
export async function amend(page: Page, content: Record<string, unknown>): Promise<string> {
  await page.getByRole('link', { name: 'Amend' }).click();
  await fillIn(page, content);
  await page.getByRole('button', { name: 'Continue' }).click();
  const consequences = await page.locator('main').innerText();
  await page.getByRole('button', { name: 'Amend it' }).click();
  await page.getByText('Amended. Whoever has to sign again has been told.').waitFor();
  return consequences;
}
