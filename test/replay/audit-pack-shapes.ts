import { AuditPackScene } from '../api/audit-pack-scene.ts';
import type { Life } from './life.ts';

/** Every shape that the life of an audit pack can take; each leaves a closed workflow. */
export const auditPackShapes: Record<string, Life> = {
  'audit-pack-thrown-away': async (organisation) => {
    const id = await new AuditPackScene(organisation).ready();
    await organisation.call('auditor', 'POST', `/v1/audit-packs/${id}/cancellation`, {});
    return `audit-pack/${id}`;
  },
  'audit-pack-called-off-by-operator': async (organisation) => {
    const id = await new AuditPackScene(organisation).ready();
    await organisation.client.workflow.getHandle(`audit-pack/${id}`).cancel();
    return `audit-pack/${id}`;
  },
};
