import { PolicyScene } from '../api/policy-scene.ts';
import type { Life } from './life.ts';

const end = { reason: 'Another says it.' };

/** Every shape that the life of a policy and of its campaign can take; each leaves a closed workflow and returns its id. */
export const policyShapes: Record<string, Life> = {
  'policy-revised-and-retired': async (organisation) => {
    const scene = new PolicyScene(organisation);
    const id = await scene.published({ audience: { people: ['legal'] } });
    await scene.publishNext(id, '# Meetings\n\nRecord none.', 1, 2);
    await scene.post('compliance', `/v1/policies/${id}/retirement`, end);
    return `policy/${id}`;
  },
  'policy-sent-back-and-confirmed': async (organisation) => {
    const scene = new PolicyScene(organisation);
    const id = await scene.submitted({ audience: { people: ['legal'] } });
    await scene.signOff('legal', id, 'legal', { decision: 'request_changes', comment: 'Say who.' });
    await scene.save(id, '# Meetings\n\nAsk first.');
    await scene.submit(id, { version: 2 });
    await scene.signed(id, 2);
    await scene.declare({ kind: 'incident', note: 'A leak.', policies: [id] });
    await scene.until(id, ({ review }) => review !== null);
    await scene.confirm(id);
    await scene.signed(id);
    await scene.post('compliance', `/v1/policies/${id}/retirement`, end);
    return `policy/${id}`;
  },
  'policy-closed-by-operator': async (organisation) => {
    const id = await new PolicyScene(organisation).created();
    await organisation.client.workflow.getHandle(`policy/${id}`).cancel();
    return `policy/${id}`;
  },
  'campaign-acknowledged': async (organisation) => {
    const scene = new PolicyScene(organisation);
    const id = await scene.published({ audience: { people: ['legal', 'privacy'] } });
    await scene.acknowledge('legal', id);
    await scene.acknowledge('privacy', id);
    return `campaign/${id}`;
  },
};
