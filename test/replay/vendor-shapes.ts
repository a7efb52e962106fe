import { goodAnswers, VendorScene } from '../api/vendor-scene.ts';
import { eventually } from '../eventually.ts';
import { exampleSubmission } from '../test-organisation.ts';
import type { Life } from './life.ts';

const end = { reason: 'The contract has ended.' };

/** Every shape that the life of a vendor can take; each leaves a closed workflow and returns its id. */
export const vendorShapes: Record<string, Life> = {
  'vendor-approved-and-reported': async (organisation) => {
    const scene = new VendorScene(organisation);
    const id = await scene.approved();
    await scene.post('colleague', `/v1/vendors/${id}/reports`, { what: 'incident', note: 'A leak.' });
    await scene.post('requester', `/v1/vendors/${id}/off-boarding`, end);
    return `vendor/${id}`;
  },
  'vendor-answering-again': async (organisation) => {
    const scene = new VendorScene(organisation);
    const id = await scene.answered();
    const back = { decision: 'request_changes', comment: 'Which regions?' };
    await scene.signOff('security', id, 'security', back);
    await scene.save(id, 1, goodAnswers(), { version: 1 });
    await scene.submit(id, 1, { version: 2 });
    await scene.signOff('security', id, 'security', { submission: 2, decision: 'reject', comment: 'No.' });
    await scene.post('requester', `/v1/vendors/${id}/off-boarding`, end);
    return `vendor/${id}`;
  },
  'vendor-of-a-request': async (organisation) => {
    const system = { ...(exampleSubmission().system as object), provider: 'Replayed AG' };
    const { body } = await organisation.submit({ system });
    const { vendor } = body.system as { vendor: string };
    const scene = new VendorScene(organisation);
    await eventually(async () => (await scene.read(vendor)).body.assessment != null);
    await scene.post('compliance', `/v1/vendors/${vendor}/off-boarding`, end);
    return `vendor/${vendor}`;
  },
  'vendor-closed-by-operator': async (organisation) => {
    const id = await new VendorScene(organisation).registered();
    await organisation.client.workflow.getHandle(`vendor/${id}`).cancel();
    return `vendor/${id}`;
  },
};
