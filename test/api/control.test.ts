import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { refusalOf } from './refusal.ts';
import { ShadowAiScene } from './shadow-ai-scene.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

interface Standing {
  id: string;
  status: string;
  statements: { id: string; status: string; population: number; failing: number }[];
}

async function statement(id: string) {
  const { body } = await organisation.call('auditor', 'GET', '/v1/controls');
  return (body.items as Standing[]).flatMap(({ statements }) => statements).find((one) => one.id === id);
}

const failing = (id: string, query = '') =>
  organisation.call('auditor', 'GET', `/v1/controls/statements/${id}/failing${query}`);

describe('how the controls stand', () => {
  it('follows what happens: a system that is approved and used the right way is what meets them', async () => {
    expect(await statement('approval-before-use')).toMatchObject({ status: 'nothing_to_check' });
    const system = await new AiSystemScene(organisation).live();
    expect(await statement('approval-before-use')).toMatchObject({ status: 'met', population: 1 });
    expect(await statement('approvals-signed')).toMatchObject({ status: 'met', population: 1, failing: 0 });
    expect(await statement('costs-known')).toMatchObject({ status: 'met' });
    expect(await statement('sourcing')).toMatchObject({ status: 'met', population: 1 });
    await new ShadowAiScene(organisation).use(system, { dataClass: 'special_category' });
    expect(await statement('use-within-scope')).toMatchObject({ status: 'gap', population: 1, failing: 1 });
    expect(await statement('scope-enforced')).toMatchObject({ status: 'gap' });
    const { body } = await failing('use-within-scope');
    expect(body).toMatchObject({
      items: [{ stream: `ai-system/${system}`, url: `${organisation.url}/ai-systems/${system}` }],
      next: null,
    });
  });

  it('is for those who oversee', async () => {
    for (const account of ['compliance', 'auditor', 'administrator'] as const)
      expect((await organisation.call(account, 'GET', '/v1/controls')).status).toBe(200);
    for (const path of ['/v1/controls', '/v1/controls/statements/sourcing/failing'])
      expect(refusalOf(await organisation.call('requester', 'GET', path))).toBe('403 wrong_role');
    expect(refusalOf(await failing('nothing'))).toBe('404 not_found');
    expect(refusalOf(await failing('sourcing', '?cursor=x'))).toBe('422 invalid');
  });

  it('is read on a page, with what fails behind each statement', async () => {
    const { html } = await organisation.page('compliance', '/compliance');
    expect(html).toContain('A.9.2 Processes for the responsible use of AI systems');
    expect(html).toContain('href="/compliance/use-within-scope"');
    expect(html).toContain('a statement of A.9.2, which shows this too');
    const { html: page } = await organisation.page('auditor', '/compliance/use-within-scope');
    expect(page).toMatch(/href="\/ai-systems\/[\da-f-]+"/);
    expect((await organisation.page('colleague', '/compliance')).status).toBe(403);
    expect((await organisation.page('auditor', '/compliance/nothing')).status).toBe(404);
  });
});
