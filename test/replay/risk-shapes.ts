import { RiskScene, score } from '../api/risk-scene.ts';
import { eventually } from '../eventually.ts';
import type { Life } from './life.ts';

const reason = 'It is out of use.';

/** Every shape that the life of a risk can take; each leaves a closed workflow and returns its id. */
export const riskShapes: Record<string, Life> = {
  'risk-accepted-and-stale': async (organisation) => {
    const scene = new RiskScene(organisation);
    const id = await scene.accepting();
    await scene.accept('management', id);
    await scene.assess('requester', id, score(3, 3));
    await scene.accept('compliance', id, { residual: score(3, 3) });
    await scene.post('requester', `/v1/risks/${id}/closure`, { reason });
    return `risk/${id}`;
  },
  'risk-mitigated': async (organisation) => {
    const scene = new RiskScene(organisation);
    const id = await scene.identified();
    const actions = [{ text: 'Add a check', owner: 'colleague', dueOn: '2099-01-31' }];
    const { body } = await scene.treat('requester', id, { treatment: 'mitigate', reason: 'Cheap.', actions });
    const [action] = body.actions as { id: string }[];
    await scene.post('colleague', `/v1/risks/${id}/actions/${action?.id}/completion`, {});
    await scene.post('requester', `/v1/risks/${id}/closure`, { reason });
    return `risk/${id}`;
  },
  'risk-of-a-withdrawn-request': async (organisation) => {
    const screening = { prohibitedPractices: [], highRiskAreas: ['4_employment'] };
    const effect = { onPeople: 'assists_decision', affected: [] };
    const { body } = await organisation.submit({ screening, effect });
    const path = `/v1/adoption-requests/${body.id}`;
    const risk = await eventually(async () => {
      const { body: found } = await organisation.call('auditor', 'GET', `${path}/risks`);
      return (found.items as { id: string }[])[0];
    });
    await organisation.call('requester', 'POST', `${path}/withdrawal`, {});
    return `risk/${risk.id}`;
  },
  'risk-closed-and-reopened': async (organisation) => {
    const scene = new RiskScene(organisation);
    const id = await scene.identified();
    await scene.post('compliance', `/v1/risks/${id}/closure`, { reason });
    await scene.post('requester', `/v1/risks/${id}/reopening`, { reason: 'It is back.' });
    await scene.treat('requester', id, { treatment: 'transfer', reason: 'Insured.' });
    await scene.post('requester', `/v1/risks/${id}/closure`, { reason });
    return `risk/${id}`;
  },
  'risk-closed-by-operator': async (organisation) => {
    const id = await new RiskScene(organisation).identified();
    const handle = organisation.client.workflow.getHandle(`risk/${id}`);
    await handle.cancel();
    return `risk/${id}`;
  },
};
