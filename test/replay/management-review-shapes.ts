import { exampleMinutes, ManagementReviewScene } from '../api/management-review-scene.ts';
import { declaredDuty } from '../declared-duty.ts';
import { eventually } from '../eventually.ts';
import type { Life } from './life.ts';

/** Every shape that the life of a management review can take, and of what fires it; each leaves a closed workflow. */
export const managementReviewShapes: Record<string, Life> = {
  'management-review-signed': async (organisation) =>
    `management-review/${await new ManagementReviewScene(organisation).closed()}`,
  'management-review-written-again': async (organisation) => {
    const scene = new ManagementReviewScene(organisation);
    const id = await scene.submitted();
    await scene.sign(id, { decision: 'request_changes', comment: 'Which sites?' });
    await scene.write(id, { version: 1, minutes: { ...exampleMinutes, changes: 'All sites.' } });
    await scene.submit(id, { version: 2 });
    await scene.sign(id, { version: 2 });
    return `management-review/${id}`;
  },
  'management-review-called-off-by-operator': async (organisation) => {
    const id = await new ManagementReviewScene(organisation).opened();
    await organisation.client.workflow.getHandle(`management-review/${id}`).cancel();
    return `management-review/${id}`;
  },
  'duty-firing': async (organisation) => {
    const id = await declaredDuty(organisation);
    await organisation.client.schedule.getHandle(id).trigger();
    return eventually(async () => {
      const { info } = await organisation.client.schedule.getHandle(id).describe();
      return info.recentActions[0]?.action.workflow.workflowId;
    });
  },
};
