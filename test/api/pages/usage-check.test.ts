import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Account, type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { AiSystemScene } from '../ai-system-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let scene: AiSystemScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AiSystemScene(organisation);
});
afterAll(() => organisation.close());

async function ask(account: Account, id: string, typed: FormFields) {
  const path = `/ai-systems/${id}/usage-check`;
  const fields = { ...formOnPage(await organisation.page(account, path), path), ...typed };
  return organisation.submitForm(account, path, fields);
}

const checksOf = async (id: string) =>
  (await organisation.call('auditor', 'GET', `/v1/ai-systems/${id}/usage-checks`)).body['items'] as {
    allowed: boolean;
    askedBy: string;
    personId: string;
  }[];

it('is asked by anybody for themselves, and answered with every reason and what mends it', async () => {
  const id = await scene.live();
  const { body } = await scene.read(id);
  const { purposes } = body['scope'] as { purposes: string[] };
  expect((await organisation.page('auditor', `/ai-systems/${id}`)).html).toContain(
    `href="/ai-systems/${id}/usage-check"`,
  );
  const right = { '/purpose': purposes[0] ?? '', '/dataClass': 'internal' };
  const refused = await ask('legal', id, { ...right, '/other': 'Hiring', '/dataClass': 'special_category' });
  expect(refused.status).toBe(200);
  for (const words of [
    'No, not now',
    'Hiring',
    'is approved for:',
    'is approved for data that is:',
    'Ask for a wider scope',
    'Ask its owner to let you join',
    `/ai-systems/${id}"`,
  ]) {
    expect(refused.html).toContain(words);
  }
  await scene.act('security', id, 'suspension', { note: 'It leaks.' });
  expect((await ask('legal', id, right)).html).toContain('is suspended: It leaks.');
});

it('says yes to one of its users, on record as asked by and for themselves', async () => {
  const id = await scene.live();
  await scene.act('colleague', id, 'joinings', { reason: 'We answer tickets too.' });
  await scene.act('business-owner', id, 'joinings/1/answer', { admit: true, note: '' });
  const { html } = await ask('colleague', id, { '/dataClass': 'internal' });
  expect(html).toContain('Yes, you may');
  const { body: me } = await organisation.call('colleague', 'GET', '/v1/me');
  const [newest] = await checksOf(id);
  expect(newest).toMatchObject({ allowed: true, askedBy: me.id, personId: me.id });
});

it('is for nobody else: the API takes no other person, and no machine', async () => {
  const id = await scene.live();
  const path = `/v1/ai-systems/${id}/own-usage-checks`;
  const question = { purpose: 'Anything', dataClass: 'internal' };
  const other = { ...question, person: 'legal' };
  expect((await organisation.call('colleague', 'POST', path, other)).status).toBe(422);
  expect((await organisation.call('auditor', 'POST', path, question)).status).toBe(200);
  expect((await organisation.call(undefined, 'POST', path, question)).status).toBe(401);
  const before = (await checksOf(id)).length;
  expect((await ask('colleague', id, { '/purpose': '' })).status).toBe(422);
  expect(await checksOf(id)).toHaveLength(before);
});
