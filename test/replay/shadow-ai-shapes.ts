import { randomUUID } from 'node:crypto';
import { AiSystemScene } from '../api/ai-system-scene.ts';
import { ShadowAiScene } from '../api/shadow-ai-scene.ts';
import { exampleSubmission } from '../test-organisation.ts';
import type { Life } from './life.ts';

/** Every shape that the life of a finding of shadow AI can take; each leaves a closed workflow. */
export const shadowAiShapes: Record<string, Life> = {
  'shadow-ai-handed-over-and-blocked': async (organisation) => {
    const scene = new ShadowAiScene(organisation);
    const id = await scene.handedOver();
    await scene.act('colleague', id, 'blocking', { note: 'At the proxy.' });
    return `shadow-ai/${id}`;
  },
  'shadow-ai-registered': async (organisation) => {
    const name = `Adopted ${randomUUID()}`;
    const id = await new ShadowAiScene(organisation).found(name);
    const system = { ...(exampleSubmission()['system'] as object), name };
    await new AiSystemScene(organisation).approved({ system });
    return `shadow-ai/${id}`;
  },
  'shadow-ai-dismissed-by-operator': async (organisation) => {
    const id = await new ShadowAiScene(organisation).found();
    await organisation.client.workflow.getHandle(`shadow-ai/${id}`).cancel();
    return `shadow-ai/${id}`;
  },
};
