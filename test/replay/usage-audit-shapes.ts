import { exampleFinding, UsageAuditScene } from '../api/usage-audit-scene.ts';
import type { Life } from './life.ts';

/** Every shape that the life of a usage audit can take; each leaves a closed workflow. */
export const usageAuditShapes: Record<string, Life> = {
  'usage-audit-within-scope': async (organisation) => {
    const scene = new UsageAuditScene(organisation);
    const id = await scene.taken(await scene.system());
    await scene.sign(id, { version: 0 });
    return `usage-audit/${id}`;
  },
  'usage-audit-given-away-and-found': async (organisation) => {
    const scene = new UsageAuditScene(organisation);
    const id = await scene.written();
    await scene.act('compliance', id, 'assignment', { to: 'colleague' });
    const findings = [exampleFinding, { ...exampleFinding, ground: 'sample', sample: 1 }];
    await scene.write(id, { account: 'colleague', version: 1, findings });
    await scene.sign(id, { account: 'colleague', version: 2 });
    return `usage-audit/${id}`;
  },
  'usage-audit-called-off-by-operator': async (organisation) => {
    const id = await new UsageAuditScene(organisation).waiting();
    await organisation.client.workflow.getHandle(`usage-audit/${id}`).cancel();
    return `usage-audit/${id}`;
  },
};
