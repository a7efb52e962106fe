import type { TestOrganisation } from '../test-organisation.ts';
import { TrustScene } from '../api/trust-scene.ts';
import type { Life } from './life.ts';

async function waiting(organisation: TestOrganisation): Promise<{ scene: TrustScene; id: string }> {
  const scene = new TrustScene(organisation);
  await scene.published();
  const { id } = await scene.waiting([await scene.document()]);
  return { scene, id };
}

/** Every shape that the life of an access grant can take; each leaves a closed workflow. */
export const accessGrantShapes: Record<string, Life> = {
  'access-grant-granted-and-revoked': async (organisation) => {
    const { scene, id } = await waiting(organisation);
    await scene.act('security', id, 'approval', { days: 30 });
    await scene.act('security', id, 'revocation', { reason: 'The contract ended.' });
    return `access-grant/${id}`;
  },
  'access-grant-refused': async (organisation) => {
    const { scene, id } = await waiting(organisation);
    await scene.act('compliance', id, 'refusal', { reason: 'Not before a contract.' });
    return `access-grant/${id}`;
  },
  'access-grant-revoked-by-operator': async (organisation) => {
    const { id } = await waiting(organisation);
    await organisation.client.workflow.getHandle(`access-grant/${id}`).cancel();
    return `access-grant/${id}`;
  },
};
