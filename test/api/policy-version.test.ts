import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventoryPlaceholder } from '../../domain/policy-text.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { PolicyScene } from './policy-scene.ts';

let organisation: TestOrganisation;
let policies: PolicyScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  policies = new PolicyScene(organisation);
});
afterAll(() => organisation.close());

interface Template {
  key: string;
  title: string;
  text: { markdown: string };
  audience: unknown;
  approvers: unknown;
  reviewOn: unknown;
}

async function templates(): Promise<Template[]> {
  const { body } = await organisation.call('requester', 'GET', '/v1/policy-templates');
  return body.items as Template[];
}

describe('the policies to start from', () => {
  it('can each be created as they are', async () => {
    for (const { key, title, audience, approvers, reviewOn, text } of await templates()) {
      const { status } = await policies.create({ title, audience, approvers, reviewOn, text });
      expect(status, key).toBe(201);
    }
  });

  it('hold the approved systems once they are handed in, and ask for them again the next time', async () => {
    await new AiSystemScene(organisation).approved({ title: 'Support drafts for all' });
    await organisation.submit({ title: 'Not approved yet' });
    const guidelines = (await templates()).find(({ key }) => key === 'employee-guidelines');
    const id = await policies.submitted({ text: guidelines?.text });
    const { body } = await policies.read(id, '/versions/1');
    const { markdown } = body.text as Template['text'];
    expect(markdown).not.toContain(inventoryPlaceholder);
    expect(markdown).toMatch(/^\| .* \| Support drafts for all \| – \| yes \|.* \| no \|$/m);
    expect(markdown).not.toContain('Not approved yet');
    const draft = await organisation.call('requester', 'GET', `/v1/policies/${id}/draft`);
    expect((draft.body.text as Template['text']).markdown).toContain(inventoryPlaceholder);
  });
});

describe('two versions', () => {
  it('are compared in either order, with who approved each', async () => {
    const id = await policies.published();
    await policies.publishNext(id, '# Meetings\n\nAsk everybody before a call is recorded.', 1, 2);
    const path = `/v1/policies/${id}/versions`;
    const { status, body } = await organisation.call('requester', 'GET', `${path}/2/comparison?with=1`);
    expect([status, body.earlier, body.later]).toEqual([
      200,
      expect.objectContaining({ version: 1, approvals: [expect.anything(), expect.anything()] }),
      expect.objectContaining({
        version: 2,
        approvals: [
          expect.objectContaining({ role: 'legal', by: expect.objectContaining({ userName: 'legal' }) }),
          expect.anything(),
        ],
      }),
    ]);
    expect(body.sections).toEqual([
      {
        anchor: 'section-meetings',
        title: 'Meetings',
        change: 'changed',
        words: expect.arrayContaining([
          { text: 'meeting', change: 'removed' },
          { text: 'call', change: 'added' },
        ]),
      },
      {
        anchor: 'section-keeping',
        title: 'Keeping',
        change: 'removed',
        words: [{ text: 'For a year.', change: 'removed' }],
      },
    ]);
    expect((await organisation.call('requester', 'GET', `${path}/1/comparison?with=2`)).body).toEqual(body);
    expect(
      (await organisation.call('requester', 'GET', `${path}/1/comparison?with=1`)).body.sections,
    ).toEqual([]);
  });

  it('are not where there is only one, and the other one has to be named', async () => {
    const id = await policies.published();
    const asked = async (rest: string) =>
      (await organisation.call('requester', 'GET', `/v1/policies/${id}/versions/1/comparison${rest}`)).status;
    expect([await asked('?with=2'), await asked(''), await asked('?with=x')]).toEqual([404, 422, 422]);
  });
});
