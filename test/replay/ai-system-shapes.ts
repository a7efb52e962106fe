import { AiSystemScene } from '../api/ai-system-scene.ts';
import type { Life } from './life.ts';

const change = { change: 'model_version', note: 'The next model.' };

/** Every shape that the life of an AI system can take; each leaves a closed workflow and returns its id. */
export const aiSystemShapes: Record<string, Life> = {
  'ai-system-changed-and-reviewed': async (organisation) => {
    const scene = new AiSystemScene(organisation);
    const id = await scene.live();
    await scene.set('business-owner', id, 'training', { training: ['ai_use'] });
    await scene.act('colleague', id, 'joinings', { reason: 'Tickets.' });
    await scene.act('business-owner', id, 'joinings/1/answer', { admit: true });
    await scene.act('compliance', id, 'changes', change);
    await scene.act('security', id, 'changes/1/sign-offs', { role: 'security', decision: 'approve' });
    await scene.act('business-owner', id, 'changes/1/sign-offs', {
      role: 'business_owner',
      decision: 'approve',
    });
    await scene.act('business-owner', id, 'reviews', { note: 'As it was.' });
    await scene.act('business-owner', id, 'decommissioning', { reason: 'Replaced.' });
    return `ai-system/${id}`;
  },
  'ai-system-suspended-twice': async (organisation) => {
    const scene = new AiSystemScene(organisation);
    const id = await scene.suspended();
    await scene.act('business-owner', id, 'resumption', { note: 'Not mine to lift.' });
    await scene.act('compliance', id, 'resumption', { note: 'Mended.' });
    await scene.act('compliance', id, 'changes', change);
    const no = { role: 'security', decision: 'reject', comment: 'It has not been tested.' };
    await scene.act('security', id, 'changes/1/sign-offs', no);
    await scene.act('business-owner', id, 'decommissioning', { reason: 'Replaced.' });
    return `ai-system/${id}`;
  },
  'ai-system-closed-by-operator': async (organisation) => {
    const id = await new AiSystemScene(organisation).approved();
    await organisation.client.workflow.getHandle(`ai-system/${id}`).cancel();
    return `ai-system/${id}`;
  },
};
