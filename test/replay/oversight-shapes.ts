import { OversightScene } from '../api/oversight-scene.ts';
import type { Life } from './life.ts';

/** Every shape that the life of an oversight case can take; each leaves a closed workflow. */
export const oversightShapes: Record<string, Life> = {
  'oversight-case-stopped-and-closed': async (organisation) => {
    const scene = new OversightScene(organisation);
    const { id, reviewer } = await scene.assigned({ system: await scene.system() });
    await scene.act(reviewer, id, 'acknowledgement');
    await scene.decide(reviewer, id, { decision: 'stopped', note: 'It drifts.' });
    await scene.close(reviewer, id);
    return `oversight-case/${id}`;
  },
  'oversight-case-disputed-and-escalated': async (organisation) => {
    const scene = new OversightScene(organisation);
    const { id, other } = await scene.proposed();
    await scene.act(other, id, 'disagreement', { note: 'No.' }, { 'if-match': '"2"' });
    await scene.until(id, ({ first }) => first?.level === 2 && first.reviewer !== null);
    await scene.decide('compliance', id, {}, 3);
    await scene.close('compliance', id);
    return `oversight-case/${id}`;
  },
  'oversight-case-late-and-reassigned': async (organisation) => {
    const scene = new OversightScene(organisation);
    await scene.staff();
    const id = await scene.breached(await scene.system(), 120);
    await scene.until(id, ({ first }) => first?.level === 2 && first.reviewer !== null);
    await scene.act('compliance', id, 'reassignment', { note: 'Away.' });
    // Of compliance managers nobody else is trained: it goes up, to management.
    await scene.until(id, ({ first }) => first?.level === 3 && first.reviewer !== null);
    const incident = { kind: 'fundamental_rights' };
    await scene.decide('management', id, { decision: 'serious_incident', incident });
    for (const told of ['provider', 'authority']) {
      const toldAt = new Date().toISOString();
      await scene.act('management', id, 'reports', { told, toldAt, note: 'No. 7.' });
    }
    await scene.close('management', id);
    return `oversight-case/${id}`;
  },
  'oversight-case-called-off-by-operator': async (organisation) => {
    const { id } = await new OversightScene(organisation).assigned();
    await organisation.client.workflow.getHandle(`oversight-case/${id}`).cancel();
    return `oversight-case/${id}`;
  },
};
