import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { PolicyScene } from './policy-scene.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const text = { markdown: '# Tools\n\n{{approved-systems}}', rules: [] };

it('a policy that is handed in names the systems that may be used then, and with which data', async () => {
  const systems = new AiSystemScene(organisation);
  const policies = new PolicyScene(organisation);
  const markdownOf = async () => {
    const id = await policies.submitted({ text });
    const { text: said } = (await policies.read(id, '/versions/1')).body as object as { text: typeof text };
    return said.markdown;
  };
  expect(await markdownOf()).toContain('No AI system is approved yet.');
  const id = await systems.live();
  const row = '| Support Drafts | Drafting assistant for customer support | – | yes | – | yes | – | no |';
  expect(await markdownOf()).toContain(row);
  await systems.act('security', id, 'suspension', { note: 'It leaks.' });
  expect(await markdownOf()).toContain('No AI system is approved yet.');
});
